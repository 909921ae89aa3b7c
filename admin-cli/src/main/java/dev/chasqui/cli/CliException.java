package dev.chasqui.cli;

import org.jspecify.annotations.Nullable;

/** It cannot be done; the message is what the user sees. */
final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CliException(String message) {
    this(message, null);
  }

  CliException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
