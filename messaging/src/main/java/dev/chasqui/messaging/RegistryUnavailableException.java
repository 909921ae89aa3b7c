package dev.chasqui.messaging;

import org.jspecify.annotations.Nullable;

/**
 * No schema registry gave a usable answer: it is away, too slow, refuses our credentials, or what
 * answers is no registry. Nothing is known about the record, so it must be tried again later.
 */
public final class RegistryUnavailableException extends SerdeException {

  private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean retriable() {
    return true;
  }
}
