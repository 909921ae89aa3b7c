package dev.chasqui.messaging;

import org.jspecify.annotations.Nullable;

/** These bytes can never be read as the type asked for: they belong in the dead-letter topic. */
public final class UndecodableRecordException extends SerdeException {

  private static final long serialVersionUID = 1L;

  private final UndecodableReason reason;

  UndecodableRecordException(UndecodableReason reason, String message) {
    this(reason, message, null);
  }

  UndecodableRecordException(UndecodableReason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public UndecodableReason reason() {
    return reason;
  }

  @Override
  public boolean retriable() {
    return false;
  }
}
