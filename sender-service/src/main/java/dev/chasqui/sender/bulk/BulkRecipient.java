package dev.chasqui.sender.bulk;

import org.jspecify.annotations.Nullable;

/**
 * A recipient of a bulk job. Immutable.
 *
 * @param n its place in the job, from 1
 * @param recipient as the client named it
 * @param status how its message stands
 * @param code why it was not sent; null if there is no reason
 */
public record BulkRecipient(int n, String recipient, Status status, @Nullable String code) {

  /** How a recipient's message stands. */
  public enum Status {
    /** It is no command yet. */
    WAITING,
    /** It is a command that has not ended. */
    QUEUED,
    SENT,
    /** Refused, by us or by WhatsApp. */
    FAILED,
    /** Nobody knows whether WhatsApp took it. */
    UNKNOWN,
    CANCELLED
  }

  static BulkRecipient waiting(int n, String recipient) {
    return new BulkRecipient(n, recipient, Status.WAITING, null);
  }

  static BulkRecipient refused(int n, String recipient) {
    return new BulkRecipient(n, recipient, Status.FAILED, "invalid_recipient");
  }
}
