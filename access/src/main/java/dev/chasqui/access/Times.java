package dev.chasqui.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Times in requests; {@link dev.chasqui.access.text.FieldText#TIME} says what they are. Pure. */
public final class Times {

  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  private Times() {}

  /** ISO 8601, from 1970 to 9999: neither Kafka nor an id made of a time has room for others. */
  public static Optional<Instant> read(String given) {
    try {
      return Optional.of(Instant.parse(given))
          .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(END));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
