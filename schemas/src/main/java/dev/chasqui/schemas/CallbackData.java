package dev.chasqui.schemas;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * What WhatsApp keeps with a message and says again in each of its statuses ({@code
 * biz_opaque_callback_data}, 512 characters): which command it was, and its trace if somebody wants
 * to look at that. Immutable.
 *
 * @param commandId 1 to 128 characters
 * @param traceparent as W3C Trace Context has it; null if there is none
 */
@NullMarked
public record CallbackData(String commandId, @Nullable String traceparent) {

  private static final String UNTRACED = "-";
  private static final Pattern TRACED =
      Pattern.compile(
          "(.+) (" + UNTRACED + "|00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})", Pattern.DOTALL);

  /** Reads what {@link #text} wrote; anything else is a command's id. */
  public static CallbackData parse(String text) {
    Matcher traced = TRACED.matcher(text);
    if (!traced.matches()) {
      return new CallbackData(text, null);
    }
    String traceparent = traced.group(2);
    return new CallbackData(traced.group(1), traceparent.equals(UNTRACED) ? null : traceparent);
  }

  /** As WhatsApp keeps it. An id that ends as if a trace followed is told apart. */
  public String text() {
    if (traceparent != null) {
      return commandId + " " + traceparent;
    }
    return TRACED.matcher(commandId).matches() ? commandId + " " + UNTRACED : commandId;
  }
}
