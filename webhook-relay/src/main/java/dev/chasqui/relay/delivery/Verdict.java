package dev.chasqui.relay.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from an attempt. Immutable. */
sealed interface Verdict {

  Attempt attempt();

  /** It is delivered. */
  record Done(Attempt attempt) implements Verdict {}

  /** It is tried again. */
  record Again(Attempt attempt, Instant at) implements Verdict {}

  /** It is given up. */
  record GivenUp(Attempt attempt, String reason) implements Verdict {}

  /** It was not tried, and will be. */
  record Later(Attempt attempt, Instant at, String reason) implements Verdict {}

  /** Whether it is to be logged and counted. */
  default boolean isOfAnAttempt() {
    return !(this instanceof Later);
  }

  /** The one place that decides what an attempt's outcome means for its delivery. */
  static Verdict of(Attempt attempt, RetrySchedule schedule, Clock clock) {
    return switch (attempt.outcome()) {
      case Attempt.Delivered _ -> new Done(attempt);
      case Attempt.Unsubscribed _ -> new GivenUp(attempt, Attempt.Unsubscribed.REASON);
      case Attempt.HeldBack(String reason, var delay) ->
          new Later(attempt, clock.instant().plus(delay), reason);
      case Attempt.Refused refused ->
          again(attempt, refused.retryAfter(), refused.error(), schedule, clock);
      case Attempt.Failed failed -> again(attempt, null, failed.error(), schedule, clock);
    };
  }

  private static Verdict again(
      Attempt attempt,
      @Nullable Duration asked,
      String error,
      RetrySchedule schedule,
      Clock clock) {
    return schedule
        .after(attempt.number(), asked)
        .<Verdict>map(wait -> new Again(attempt, clock.instant().plus(wait)))
        .orElseGet(() -> new GivenUp(attempt, "the last attempt failed: " + error));
  }
}
