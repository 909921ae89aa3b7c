package dev.chasqui.sender.graph;

import static dev.chasqui.schemas.GraphErrorCodes.PROVIDER_FAILED;
import static dev.chasqui.schemas.GraphErrorCodes.PROVIDER_REFUSED;
import static dev.chasqui.schemas.GraphErrorCodes.RECIPIENT_THROTTLED;
import static dev.chasqui.schemas.GraphErrorCodes.THROTTLED;

import dev.chasqui.schemas.GraphErrorCodes;
import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides what a failure of a call to WhatsApp means. A message is sent again
 * only on proof that it was not accepted: that the request's body never began to leave, or a
 * documented refusal. Everything else is {@link Unknown}. The whole table is {@code
 * docs/outcomes.md}. Pure.
 */
final class OutcomeRules {

  private static final String UNREACHABLE = "provider_unreachable";

  private static final int SERVICE_DOWN = 2;
  private static final int NO_CAPABILITY = 3;
  private static final int OVERLOADED = 131016;
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
    return switch (GraphErrorCodes.stableCode(error.code())) {
      case THROTTLED -> throttled(error, retryAfter);
      case RECIPIENT_THROTTLED -> notYet(error, retryAfter, Scope.RECIPIENT);
      // Documented as faults of WhatsApp's side: it may have taken the message before it failed.
      case PROVIDER_FAILED -> unknown(error);
      default -> ofRefusal(httpStatus, error, retryAfter);
    };
  }

  private static NotYet throttled(GraphError error, @Nullable Duration retryAfter) {
    return error.code() == MAINTENANCE
        ? notYet(error, retryAfter == null ? LONGEST_MAINTENANCE : retryAfter, Scope.ACCOUNT)
        : notYet(error, retryAfter, Scope.ACCOUNT_PACE);
  }

  private static SendOutcome ofRefusal(
      int httpStatus, GraphError error, @Nullable Duration retryAfter) {
    if (httpStatus == TOO_MANY_REQUESTS) {
      return notYet(error, retryAfter, Scope.ACCOUNT_PACE);
    }
    return httpStatus >= 500 && !isRefusalWith500(error.code()) ? unknown(error) : refused(error);
  }

  private static boolean isRefusalWith500(int graphCode) {
    return graphCode == NO_CAPABILITY || graphCode == WRONG_CERTIFICATE;
  }

  /** What an exchange without an answer means. */
  static SendOutcome ofBrokenExchange(boolean bodyBegan, String why) {
    return bodyBegan
        ? new Unknown(
            "no_answer", "The connection to WhatsApp broke before an answer came: " + why, null)
        : new NotYet(UNREACHABLE, "WhatsApp cannot be reached: " + why, null, null, Scope.MESSAGE);
  }

  /** What a success means that does not say which message it is about. */
  static SendOutcome ofSuccessWithoutId() {
    return new Unknown(PROVIDER_FAILED, "WhatsApp answered 200 without a message id", null);
  }

  /**
   * Whether it speaks against the server that was called rather than against the message or the
   * account. An answer with a Graph error does not: WhatsApp is there, and one tenant's errors must
   * not stop the others at the address. Only what says that WhatsApp itself is overloaded does.
   */
  static boolean isEndpointFault(SendOutcome outcome) {
    return switch (outcome) {
      case NotYet notYet -> notYet.code().equals(UNREACHABLE);
      case Unknown unknown -> isFault(unknown.providerCode());
      case SendOutcome.Accepted _, SendOutcome.TryOtherForm _, SendOutcome.NotCalled _, Refused _ ->
          false;
    };
  }

  private static boolean isFault(@Nullable Integer graphCode) {
    return graphCode == null || graphCode == SERVICE_DOWN || graphCode == OVERLOADED;
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
      return new NotYet(THROTTLED, text, null, retryAfter, Scope.ACCOUNT_PACE);
    }
    return httpStatus >= 400 && httpStatus < 500 && httpStatus != REQUEST_TIMEOUT
        ? new Refused(PROVIDER_REFUSED, text, null)
        : new Unknown(PROVIDER_FAILED, text, null);
  }

  private static NotYet notYet(GraphError error, @Nullable Duration after, Scope scope) {
    String code = scope == Scope.RECIPIENT ? RECIPIENT_THROTTLED : THROTTLED;
    return new NotYet(code, error.text(), error.code(), after, scope);
  }

  private static Unknown unknown(GraphError error) {
    return new Unknown(PROVIDER_FAILED, error.text(), error.code());
  }

  private static Refused refused(GraphError error) {
    return new Refused(GraphErrorCodes.stableCode(error.code()), error.text(), error.code());
  }
}
