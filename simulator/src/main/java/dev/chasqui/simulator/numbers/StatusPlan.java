package dev.chasqui.simulator.numbers;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When the statuses of a message follow it. Each delay counts from the step before.
 *
 * @param sentAfterMillis default 5
 * @param deliveredAfterMillis default 30
 * @param readAfterMillis default 60
 * @param upTo the last status that comes; default READ
 */
public record StatusPlan(
    @Nullable Long sentAfterMillis,
    @Nullable Long deliveredAfterMillis,
    @Nullable Long readAfterMillis,
    @Nullable Last upTo) {

  /** The last status of a message. */
  public enum Last {
    NONE,
    SENT,
    DELIVERED,
    READ
  }

  public static final StatusPlan DEFAULT = new StatusPlan(null, null, null, null);

  public Duration sentAfter() {
    return millis(sentAfterMillis, 5);
  }

  public Duration deliveredAfter() {
    return millis(deliveredAfterMillis, 30);
  }

  public Duration readAfter() {
    return millis(readAfterMillis, 60);
  }

  public Last last() {
    return Objects.requireNonNullElse(upTo, Last.READ);
  }

  private static Duration millis(@Nullable Long value, long otherwise) {
    return Duration.ofMillis(value == null ? otherwise : value);
  }
}
