package dev.chasqui.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Histograms of how long something takes, from 1 ms to 10 minutes. Thread-safe. */
public final class Latency {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Latency() {}

  /** A histogram, to be registered. */
  public static Timer.Builder timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentileHistogram()
        .minimumExpectedValue(SHORTEST)
        .maximumExpectedValue(LONGEST);
  }

  /** How long ago that was; zero if it is yet to be, by another machine's clock. */
  public static Duration since(Instant time, Clock clock) {
    Duration passed = Duration.between(time, clock.instant());
    return passed.isNegative() ? Duration.ZERO : passed;
  }
}
