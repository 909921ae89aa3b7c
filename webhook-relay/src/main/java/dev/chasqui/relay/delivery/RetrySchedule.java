package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When a delivery is tried again. Thread-safe if its source of chance is. */
final class RetrySchedule {

  private static final double JITTER = 0.2;

  private final List<Duration> waits;
  private final DoubleSupplier chance;

  /**
   * @param waits before the second attempt, the third and so on; after the last the delivery has
   *     failed
   * @param chance from 0 to 1, for the ±20 % that keep retries apart
   */
  RetrySchedule(List<Duration> waits, DoubleSupplier chance) {
    this.waits = List.copyOf(waits);
    this.chance = chance;
  }

  /**
   * How long to wait after an attempt; empty if it was the last.
   *
   * @param attempt 1 for the first
   * @param asked how long the subscriber asks to wait, or null; it makes the wait no shorter, and
   *     longer only up to the schedule's longest
   */
  Optional<Duration> after(int attempt, @Nullable Duration asked) {
    if (attempt > waits.size()) {
      return Optional.empty();
    }
    Duration planned = jittered(waits.get(attempt - 1));
    if (asked == null) {
      return Optional.of(planned);
    }
    Duration granted = Collections.min(List.of(asked, Collections.max(waits)));
    return Optional.of(Collections.max(List.of(planned, granted)));
  }

  private Duration jittered(Duration wait) {
    double factor = 1 - JITTER + 2 * JITTER * chance.getAsDouble();
    return Duration.ofMillis((long) (wait.toMillis() * factor));
  }
}
