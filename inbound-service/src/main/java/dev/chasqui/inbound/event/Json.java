package dev.chasqui.inbound.event;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reading JSON in which anything may be absent, and numbers may be strings. Pure. */
final class Json {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

  private Json() {}

  /** The text of a field, or null; a number is text too. */
  static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() || value.isNumber() ? value.asString() : null;
  }

  /** The text of a field. */
  static String text(JsonNode object, String field, String otherwise) {
    String found = text(object, field);
    return found == null ? otherwise : found;
  }

  /** True only if the field is {@code true}. */
  static boolean flag(JsonNode object, String field) {
    return object.path(field).asBoolean(false);
  }

  /** Unix seconds, as a string or a number; another time if there are none. */
  static Instant time(JsonNode object, String field, Instant otherwise) {
    Instant found = time(object, field);
    return found == null ? otherwise : found;
  }

  /** Unix seconds, as a string or a number; null if there are none. */
  static @Nullable Instant time(JsonNode object, String field) {
    String seconds = text(object, field);
    // More digits are no time that an event could hold.
    return seconds == null || !SECONDS.matcher(seconds).matches()
        ? null
        : Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  /** A number, as a number or as its text; null if there is none. */
  static @Nullable Integer number(JsonNode object, String field) {
    String digits = text(object, field);
    return digits == null || !INTEGER.matcher(digits).matches() ? null : Integer.valueOf(digits);
  }
}
