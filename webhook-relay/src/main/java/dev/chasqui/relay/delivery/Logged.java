package dev.chasqui.relay.delivery;

import dev.chasqui.relay.delivery.Attempt.Delivered;
import dev.chasqui.relay.delivery.Attempt.Failed;
import dev.chasqui.relay.delivery.Attempt.HeldBack;
import dev.chasqui.relay.delivery.Attempt.Refused;
import dev.chasqui.relay.delivery.Attempt.Unsubscribed;
import dev.chasqui.relay.log.DeliveryStatus;
import dev.chasqui.relay.log.LoggedAttempt;
import dev.chasqui.relay.log.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Verdicts as the log has them. Pure. */
final class Logged {

  private Logged() {}

  static Progress of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done(Attempt attempt) ->
          new Progress(DeliveryStatus.DELIVERED, null, logged(attempt, null));
      case Verdict.Again(Attempt attempt, Instant next) ->
          new Progress(DeliveryStatus.PENDING, null, logged(attempt, next));
      case Verdict.GivenUp(Attempt attempt, String reason) ->
          new Progress(DeliveryStatus.FAILED, reason, logged(attempt, null));
      case Verdict.Later _ -> Progress.NONE;
    };
  }

  /** Null if nothing was posted. */
  private static @Nullable LoggedAttempt logged(Attempt attempt, @Nullable Instant next) {
    return switch (attempt.outcome()) {
      case Delivered(int status, @Nullable String address, String answer) ->
          logged(attempt, address, status, answer, null, next);
      case Refused refused ->
          logged(
              attempt,
              refused.address(),
              refused.status(),
              refused.answer(),
              refused.error(),
              next);
      case Failed(String error) -> logged(attempt, null, null, null, error, next);
      case Unsubscribed _, HeldBack _ -> null;
    };
  }

  private static LoggedAttempt logged(
      Attempt attempt,
      @Nullable String address,
      @Nullable Integer status,
      @Nullable String answer,
      @Nullable String error,
      @Nullable Instant next) {
    return new LoggedAttempt(
        attempt.number(),
        attempt.at(),
        attempt.took().toMillis(),
        address,
        status,
        answer,
        error,
        next);
  }
}
