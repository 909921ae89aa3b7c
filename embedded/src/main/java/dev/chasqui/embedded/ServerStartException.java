package dev.chasqui.embedded;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A server could not be started. The message says which, where, and what its log ends with. */
public final class ServerStartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ServerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
