package dev.chasqui.inbound.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes what others wrote fit for the database. Pure. */
final class Texts {

  private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

  private Texts() {}

  /** PostgreSQL's text has every character but one. */
  static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }

  static @Nullable String cleanOrNull(@Nullable String text) {
    return text == null ? null : clean(text);
  }

  static @Nullable String nullIfBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** A time that people may read. */
  static Instant clean(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return time.isAfter(LAST) ? LAST : time;
  }
}
