package dev.chasqui.sender.bulk;

import dev.chasqui.chores.Chore;
import java.time.Clock;
import java.time.Duration;

/** Forgets jobs that ended, as long after they were taken as commands are kept. Thread-safe. */
public final class BulkPurge implements Chore.Step {

  private static final int BATCH = 20;

  private final BulkJobs jobs;
  private final Duration keep;
  private final Clock clock;

  public BulkPurge(BulkJobs jobs, Duration keep, Clock clock) {
    this.jobs = jobs;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    return jobs.forget(clock.instant().minus(keep), BATCH) == BATCH;
  }
}
