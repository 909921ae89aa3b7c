package dev.chasqui.standalone;

import org.jspecify.annotations.Nullable;

/** It cannot start; the message is the one line that the user sees. */
final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StartException(String message) {
    this(message, null);
  }

  StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
