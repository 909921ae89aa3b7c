package dev.chasqui.relay.delivery;

import dev.chasqui.chores.Chore;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Duration;

/** Has the queue forget the keys of deliveries that ended long ago. Thread-safe. */
public final class Purge implements Chore.Step {

  private static final int BATCH = 1_000;

  private final WorkQueue queue;
  private final Duration keepFinished;
  private final Clock clock;

  /**
   * @param keepFinished how long the queue knows a delivery after it has ended
   */
  public Purge(WorkQueue queue, Duration keepFinished, Clock clock) {
    this.queue = queue;
    this.keepFinished = keepFinished;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    return queue.purge(clock.instant().minus(keepFinished), BATCH) == BATCH;
  }
}
