package dev.chasqui.sender.graph;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one call to WhatsApp. {@link OutcomeRules} decides which. Immutable. */
public sealed interface SendOutcome {

  /**
   * WhatsApp took it.
   *
   * @param messageId the message's wamid; null for a read mark, which has none
   * @param waId the recipient's WhatsApp id, digits only; null if WhatsApp did not say
   */
  record Accepted(@Nullable String messageId, @Nullable String waId) implements SendOutcome {}

  /**
   * WhatsApp refused it for good.
   *
   * @param code our stable code
   * @param message for people
   * @param providerCode the Graph error code; null if there was none
   */
  record Refused(String code, String message, @Nullable Integer providerCode)
      implements SendOutcome {}

  /**
   * WhatsApp says that nobody has this number, so it did not take the message; but the number has
   * another form, which it has not been asked for yet.
   *
   * @param form digits of the other form
   */
  record TryOtherForm(String form) implements SendOutcome {}

  /**
   * WhatsApp was not called.
   *
   * @param code our stable code of why
   * @param message for people
   * @param after how long to leave it alone
   */
  record NotCalled(String code, String message, Duration after) implements SendOutcome {}

  /**
   * WhatsApp certainly did not take it and may take it later.
   *
   * @param code our stable code of why
   * @param message for people
   * @param providerCode the Graph error code; null if there was none
   * @param after how long WhatsApp asks to wait; null if it did not say
   * @param scope what has to wait
   */
  record NotYet(
      String code,
      String message,
      @Nullable Integer providerCode,
      @Nullable Duration after,
      Scope scope)
      implements SendOutcome {}

  /**
   * It cannot be known whether WhatsApp took it: it is never sent again without leave.
   *
   * @param code our stable code of why
   * @param message for people
   * @param providerCode the Graph error code; null if there was none
   */
  record Unknown(String code, String message, @Nullable Integer providerCode)
      implements SendOutcome {}

  /** Its name in metrics, logs and traces. */
  default String label() {
    return switch (this) {
      case Accepted _ -> "accepted";
      case Refused _ -> "refused";
      case TryOtherForm _ -> "other_form";
      case NotCalled _ -> "not_called";
      case NotYet _ -> "not_yet";
      case Unknown _ -> "unknown";
    };
  }

  /** Our stable code of what went wrong; null if nothing did. */
  default @Nullable String failureCode() {
    return switch (this) {
      case Accepted _, TryOtherForm _ -> null;
      case Refused refused -> refused.code();
      case NotCalled notCalled -> notCalled.code();
      case NotYet notYet -> notYet.code();
      case Unknown unknown -> unknown.code();
    };
  }

  /** Whether it speaks against the server that was called. */
  default boolean isEndpointFault() {
    return OutcomeRules.isEndpointFault(this);
  }

  /** What has to wait when WhatsApp says "not yet". */
  enum Scope {
    /** Only this message. */
    MESSAGE,
    /** Every message of the account to this recipient. */
    RECIPIENT,
    /** Every message of the account. */
    ACCOUNT,
    /** The same, and from then on they are to come more slowly. */
    ACCOUNT_PACE
  }
}
