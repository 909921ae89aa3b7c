package dev.chasqui.workqueue;

import java.time.Duration;
import java.time.Instant;

/** What a lane says to one who would go ahead without an item. */
public sealed interface Permit {

  /**
   * The permit is taken.
   *
   * @param after go ahead after this time, at most 0.1 s and mostly zero. It lets the asker have
   *     its turn beside a backlog, whose permits are taken that far ahead too
   */
  record Granted(Duration after) implements Permit {}

  /**
   * No permit was taken.
   *
   * @param at when there may be one, by the database's clock; {@link Instant#MAX} while the lane is
   *     paused until it is resumed
   */
  record Later(Instant at) implements Permit {}
}
