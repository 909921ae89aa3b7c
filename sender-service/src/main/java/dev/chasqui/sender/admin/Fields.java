package dev.chasqui.sender.admin;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.WrongFields;
import dev.chasqui.access.rate.AddressRanges;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Phrase;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a request's body, and all that is wrong with them. Fields that are not known are
 * refused: one that is misspelt would else be taken for left out. For one thread.
 */
final class Fields {

  private static final Pattern NAME = Pattern.compile("[^\\p{C}]{1,100}");
  private static final int MOST_ADDRESSES = 100;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final JsonNode body;
  private final WrongFields wrong = new WrongFields();

  /**
   * @throws ApiException 400 if the body is no JSON object
   */
  Fields(JsonNode body, Set<String> known) {
    if (!body.isObject()) {
      throw ApiException.invalid("body", FieldText.OBJECT);
    }
    this.body = body;
    body.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> wrong(name, AdminText.UNKNOWN));
  }

  void wrong(String field, Phrase error) {
    wrong.add(field, error);
  }

  /** Notes each of these that is absent or null. */
  void require(String... names) {
    for (String name : names) {
      if (!isGiven(name)) {
        wrong(name, FieldText.REQUIRED);
      }
    }
  }

  boolean has(String name) {
    return body.has(name);
  }

  private boolean isGiven(String name) {
    return body.hasNonNull(name);
  }

  /** A text in this form; null if it is absent or wrong. */
  @Nullable String text(String name, Pattern form, Phrase must) {
    if (!isGiven(name)) {
      return null;
    }
    JsonNode value = body.path(name);
    if (value.isString() && form.matcher(value.asString()).matches()) {
      return value.asString();
    }
    wrong(name, must);
    return null;
  }

  /** What people call something; null if it is absent or wrong. */
  @Nullable String name(String field) {
    String name = text(field, NAME, AdminText.NAME);
    if (name != null && name.isBlank()) {
      wrong(field, AdminText.BLANK);
    }
    return name == null ? null : name.strip();
  }

  /** An id; null if it is absent or wrong. */
  @Nullable Long id(String name) {
    if (!isGiven(name)) {
      return null;
    }
    JsonNode value = body.path(name);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.asLong();
    }
    wrong(name, FieldText.INTEGER);
    return null;
  }

  /** Null if it is absent or wrong. */
  @Nullable Boolean flag(String name) {
    if (!isGiven(name)) {
      return null;
    }
    if (body.path(name).isBoolean()) {
      return body.path(name).asBoolean();
    }
    wrong(name, FieldText.FLAG);
    return null;
  }

  /** Addresses and networks; null if they are absent or wrong. */
  @Nullable List<String> addresses(String name) {
    if (!isGiven(name)) {
      return null;
    }
    List<String> given = body.path(name).valueStream().map(entry -> entry.asString("")).toList();
    if (body.path(name).isArray() && given.size() <= MOST_ADDRESSES && areAddresses(given)) {
      return given;
    }
    wrong(name, AdminText.ADDRESSES.with(MOST_ADDRESSES));
    return null;
  }

  private static boolean areAddresses(List<String> given) {
    try {
      AddressRanges.of(given);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A point in time that is yet to come; null if it is absent or wrong. */
  @Nullable Instant future(String name, Instant now) {
    if (!isGiven(name)) {
      return null;
    }
    try {
      Instant at = OffsetDateTime.parse(body.path(name).asString("")).toInstant();
      if (at.isAfter(now) && !at.isAfter(LATEST)) {
        return at;
      }
      wrong(name, AdminText.FUTURE);
    } catch (DateTimeException e) {
      wrong(name, FieldText.TIME);
    }
    return null;
  }

  /**
   * @throws ApiException 400 with all that was wrong
   */
  void refuseIfWrong() {
    wrong.refuseIfAny();
  }
}
