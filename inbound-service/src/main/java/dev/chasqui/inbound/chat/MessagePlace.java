package dev.chasqui.inbound.chat;

import dev.chasqui.access.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the order of a chat's messages: time, then row. Immutable.
 *
 * @param messageId 0 for before all messages of that time
 */
record MessagePlace(Instant sentAt, long messageId) {

  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
  private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{10}");
  private static final Pattern UNIX_MILLIS = Pattern.compile("[0-9]{13}");

  /** After all messages. */
  static final MessagePlace LAST = new MessagePlace(END, 0);

  /** A time: ISO 8601, or Unix seconds or milliseconds; empty if it is none. */
  static Optional<MessagePlace> ofTime(String given) {
    return time(given).map(time -> new MessagePlace(time, 0));
  }

  private static Optional<Instant> time(String given) {
    if (UNIX_SECONDS.matcher(given).matches()) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(given)));
    }
    return UNIX_MILLIS.matcher(given).matches()
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(given)))
        : Times.read(given);
  }
}
