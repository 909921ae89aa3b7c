package dev.chasqui.sender.graph;

import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides what a failure of a call to WhatsApp means. A message is sent again
 * only on proof that it was not accepted: that the request's body never began to leave, or a
 * documented refusal. Everything else is {@link Unknown}. Pure.
 */
final class OutcomeRules {

  private static final int THROUGHPUT_REACHED = 130429;
  private static final int PAIR_RATE = 131056;
  private static final int APP_RATE = 4;
  private static final int WABA_RATE = 80007;
  private static final int NO_CAPABILITY = 3;
  private static final int WRONG_CERTIFICATE = 131045;
  private static final int MAINTENANCE = 131057;
  private static final Duration LONGEST_MAINTENANCE = Duration.ofMinutes(1);

  private static final int TOO_MANY_REQUESTS = 429;

  /** An intermediary gave up on the request: how much of it went on is not known. */
  private static final int REQUEST_TIMEOUT = 408;

  private OutcomeRules() {}

  /**
   * What an answer that is not a success means.
   *
   * @param error the Graph error; null if the body has none
   * @param retryAfter as the answer's header says; null if it does not
   */
  static SendOutcome ofAnswer(
      int httpStatus, @Nullable GraphError error, @Nullable Duration retryAfter) {
    if (error == null) {
      return ofStatus(httpStatus, retryAfter);
    }
    return switch (error.code()) {
      case THROUGHPUT_REACHED, APP_RATE, WABA_RATE -> notYet(error, retryAfter, Scope.ACCOUNT_PACE);
      case PAIR_RATE ->
          new NotYet(
              "recipient_throttled", error.text(), error.code(), retryAfter, Scope.RECIPIENT);
      case MAINTENANCE ->
          notYet(error, retryAfter == null ? LONGEST_MAINTENANCE : retryAfter, Scope.ACCOUNT);
      // Documented as faults of WhatsApp's side: it may have taken the message before it failed.
      case 1, 2, 131000, 131016 -> unknown(error);
      // Documented as refusals, though their status is 500.
      case NO_CAPABILITY, WRONG_CERTIFICATE -> refused(error);
      default -> ofOtherCode(httpStatus, error, retryAfter);
    };
  }

  private static SendOutcome ofOtherCode(
      int httpStatus, GraphError error, @Nullable Duration retryAfter) {
    if (httpStatus == TOO_MANY_REQUESTS) {
      return notYet(error, retryAfter, Scope.ACCOUNT_PACE);
    }
    return httpStatus >= 500 ? unknown(error) : refused(error);
  }

  /** What an exchange without an answer means. */
  static SendOutcome ofBrokenExchange(boolean bodyBegan, String why) {
    return bodyBegan
        ? new Unknown(
            "no_answer", "The connection to WhatsApp broke before an answer came: " + why, null)
        : new NotYet(
            "provider_unreachable",
            "WhatsApp cannot be reached: " + why,
            null,
            null,
            Scope.MESSAGE);
  }

  /**
   * What a {@code failed} status means: WhatsApp had taken the message, so it is never sent again,
   * whatever the code would mean in an answer.
   *
   * @param error the Graph error; null if the status has none
   */
  static Refused ofFailedStatus(@Nullable GraphError error, String text) {
    return error == null ? new Refused("provider_refused", text, null) : refused(error);
  }

  private static SendOutcome ofStatus(int httpStatus, @Nullable Duration retryAfter) {
    String text = "WhatsApp answered HTTP " + httpStatus + " without a reason";
    if (httpStatus == TOO_MANY_REQUESTS) {
      return new NotYet("throttled", text, null, retryAfter, Scope.ACCOUNT_PACE);
    }
    return httpStatus >= 400 && httpStatus < 500 && httpStatus != REQUEST_TIMEOUT
        ? new Refused("provider_refused", text, null)
        : new Unknown("provider_failed", text, null);
  }

  private static NotYet notYet(GraphError error, @Nullable Duration after, Scope scope) {
    return new NotYet("throttled", error.text(), error.code(), after, scope);
  }

  private static Unknown unknown(GraphError error) {
    return new Unknown("provider_failed", error.text(), error.code());
  }

  private static Refused refused(GraphError error) {
    return new Refused(GraphErrorCodes.stableCode(error.code()), error.text(), error.code());
  }
}
