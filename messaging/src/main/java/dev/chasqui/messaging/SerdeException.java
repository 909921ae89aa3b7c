package dev.chasqui.messaging;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong between a record's bytes and its value. {@link #retriable()} says what to do.
 */
public abstract sealed class SerdeException extends SerializationException
    permits RegistryUnavailableException,
        RegistryRejectedException,
        UndecodableRecordException,
        UnencodableRecordException {

  private static final long serialVersionUID = 1L;

  SerdeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call may succeed later, with nothing changed on our side. */
  public abstract boolean retriable();
}
