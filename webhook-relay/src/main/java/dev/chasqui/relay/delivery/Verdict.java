package dev.chasqui.relay.delivery;

import java.time.Clock;
import java.time.Instant;

/** What follows from an attempt. Immutable. */
sealed interface Verdict {

  Attempt attempt();

  /** It is delivered. */
  record Done(Attempt attempt) implements Verdict {}

  /** It is tried again. */
  record Again(Attempt attempt, Instant at) implements Verdict {}

  /** It is given up. */
  record GivenUp(Attempt attempt, String reason) implements Verdict {}

  /** The one place that decides what an attempt's outcome means for its delivery. */
  static Verdict of(Attempt attempt, RetrySchedule schedule, Clock clock) {
    return switch (attempt.outcome()) {
      case Attempt.Delivered delivered -> new Done(attempt);
      case Attempt.Unsubscribed unsubscribed ->
          new GivenUp(attempt, "the subscription was deleted");
      case Attempt.Refused refused ->
          schedule
              .after(attempt.number(), refused.retryAfter())
              .<Verdict>map(wait -> new Again(attempt, clock.instant().plus(wait)))
              .orElseGet(() -> new GivenUp(attempt, "the last attempt failed: " + refused.error()));
    };
  }
}
