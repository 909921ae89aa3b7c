package dev.chasqui.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Times as people write and read them. Pure. */
final class Times {

  private static final Pattern FROM_NOW = Pattern.compile("([0-9]{1,5})([dhm])");

  private Times() {}

  /**
   * @param text {@code 30d}, {@code 12h}, {@code 45m} from now, or a time such as {@code
   *     2027-01-31T12:00:00Z}
   * @throws CliException if it is neither
   */
  static Instant parse(String text, Instant now) {
    Matcher fromNow = FROM_NOW.matcher(text);
    if (fromNow.matches()) {
      long amount = Long.parseLong(fromNow.group(1));
      return now.plus(
          switch (fromNow.group(2)) {
            case "d" -> Duration.ofDays(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
          });
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new CliException(
          "%s is no time; write 30d, 12h or 45m from now, or 2027-01-31T12:00:00Z".formatted(text),
          e);
    }
  }

  /** A time of an answer, to the minute; {@code never} if there is none. */
  static String shown(JsonNode time) {
    String text = time.asString("");
    return text.length() < 16 ? "never" : text.substring(0, 10) + " " + text.substring(11, 16);
  }

  /** Whether a time of an answer is over. */
  static boolean isOver(JsonNode time, Instant now) {
    return time.isString() && !Instant.parse(time.asString()).isAfter(now);
  }
}
