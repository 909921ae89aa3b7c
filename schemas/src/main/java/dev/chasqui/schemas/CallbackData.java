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

  private static final Pattern TRACED =
      Pattern.compile("(.+) (00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})", Pattern.DOTALL);

  /** Reads what {@link #text} wrote; anything else is a command's id. */
  public static CallbackData parse(String text) {
    Matcher traced = TRACED.matcher(text);
    return traced.matches()
        ? new CallbackData(traced.group(1), traced.group(2))
        : new CallbackData(text, null);
  }

  /** As WhatsApp keeps it. */
  public String text() {
    return traceparent == null ? commandId : commandId + " " + traceparent;
  }
}
