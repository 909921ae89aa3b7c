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
