package dev.chasqui.relay.delivery;

import dev.chasqui.chores.Chore;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets deliveries that ended long ago, and old attempts. Thread-safe. */
public final class Purge implements Chore.Step {

  private static final int BATCH = 1_000;

  /** Numbers grow with time, about: only the first ones are looked at. */
  private static final String DELETE_ATTEMPTS =
      """
      delete from relay.attempt where attempt_id in (
        select attempt_id
        from (select attempt_id, at from relay.attempt order by attempt_id limit ?) oldest
        where at < ?)
      """;

  private final WorkQueue queue;
  private final JdbcClient jdbc;
  private final Duration keepFinished;
  private final Duration keepAttempts;
  private final Clock clock;

  /**
   * @param keepFinished how long a delivery is known after it has ended
   */
  public Purge(
      WorkQueue queue, JdbcClient jdbc, Duration keepFinished, Duration keepAttempts, Clock clock) {
    this.queue = queue;
    this.jdbc = jdbc;
    this.keepFinished = keepFinished;
    this.keepAttempts = keepAttempts;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    Instant now = clock.instant();
    boolean moreItems = queue.purge(now.minus(keepFinished), BATCH) == BATCH;
    int attempts =
        jdbc.sql(DELETE_ATTEMPTS)
            .params(BATCH, now.minus(keepAttempts).atOffset(ZoneOffset.UTC))
            .update();
    return moreItems || attempts == BATCH;
  }
}
