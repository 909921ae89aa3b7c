package dev.chasqui.demo;

import org.jspecify.annotations.Nullable;

/** The demo cannot go on; the message is the one line that the user sees. */
final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1;

  DemoException(String message) {
    this(message, null);
  }

  DemoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
