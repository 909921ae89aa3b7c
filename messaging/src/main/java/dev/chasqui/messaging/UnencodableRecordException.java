package dev.chasqui.messaging;

import org.jspecify.annotations.Nullable;

/** A value that its schema, or the schema that it is to be written with, does not allow. */
public final class UnencodableRecordException extends SerdeException {

  private static final long serialVersionUID = 1L;

  UnencodableRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean retriable() {
    return false;
  }
}
