package dev.chasqui.workqueue;

import java.time.Instant;

/** What a lane says to one who would go ahead without an item. */
public sealed interface Permit {

  /** Go ahead: the permit is taken. */
  record Granted() implements Permit {}

  /**
   * No permit was taken.
   *
   * @param at when there may be one
   */
  record Later(Instant at) implements Permit {}
}
