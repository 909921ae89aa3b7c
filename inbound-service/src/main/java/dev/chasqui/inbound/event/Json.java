package dev.chasqui.inbound.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reading JSON in which anything may be absent, and numbers may be strings. Pure. */
final class Json {

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
    String seconds = text(object, field);
    try {
      return seconds == null ? otherwise : Instant.ofEpochSecond(Long.parseLong(seconds));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
