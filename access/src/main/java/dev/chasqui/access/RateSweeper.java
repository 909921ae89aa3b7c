package dev.chasqui.access;

import dev.chasqui.access.rate.RateBuckets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Deletes counts of requests that are over, from time to time until it is closed. */
final class RateSweeper implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMinutes(5);

  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rate-limit-sweeper").factory());

  RateSweeper(RateBuckets buckets) {
    var _ =
        sweeper.scheduleWithFixedDelay(
            buckets::sweep, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }
}
