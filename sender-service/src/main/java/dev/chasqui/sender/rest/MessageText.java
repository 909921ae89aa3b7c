package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiError.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The field {@code message} of requests. */
final class MessageText {

  private static final int LONGEST = 4096;

  private MessageText() {}

  static void check(@Nullable String message, List<FieldError> errors) {
    if (message == null || message.isBlank()) {
      errors.add(new FieldError("message", "is required"));
    } else if (message.length() > LONGEST) {
      errors.add(new FieldError("message", "has more than " + LONGEST + " characters"));
    }
  }
}
