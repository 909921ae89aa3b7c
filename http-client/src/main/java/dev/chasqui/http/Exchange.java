package dev.chasqui.http;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came of a call. Immutable. */
public sealed interface Exchange {

  /** Whom the call was connected to, as {@code 203.0.113.7:443}; null if it never was. */
  @Nullable String address();

  /**
   * The server answered.
   *
   * @param headers names in lower case; of a repeated one the last
   * @param body the first bytes of the answer's body, as many as the caller reads
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record Answered(int status, Map<String, String> headers, byte[] body, @Nullable String address)
      implements Exchange {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /**
     * {@code Retry-After} (RFC 9110, section 10.2.3): seconds or a date in the form that servers
     * write (IMF-fixdate).
     *
     * @param now what a date is counted from; one that is over is zero
     * @return empty if absent or neither
     */
    public Optional<Duration> retryAfter(Instant now) {
      String value = headers.getOrDefault("retry-after", "");
      return SECONDS.matcher(value).matches()
          ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
          : date(value)
              .map(date -> date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
    }

    private static Optional<Instant> date(String value) {
      try {
        return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }

    /** Leaves out the body, which may be private. */
    @Override
    public String toString() {
      return "Answered[status=" + status + "]";
    }
  }

  /**
   * No answer came.
   *
   * @param bodyBegan false is proof that nothing of the body left, so the server cannot have acted
   *     on it
   * @param reason for people: one line of printable characters, at most 300
   */
  record Broken(boolean bodyBegan, String reason, @Nullable String address) implements Exchange {}
}
