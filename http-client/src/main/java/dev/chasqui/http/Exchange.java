package dev.chasqui.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What came of a call. Immutable. */
public sealed interface Exchange {

  /**
   * The server answered.
   *
   * @param headers names in lower case; of a repeated one the last
   * @param body the first bytes of the answer's body, as many as the caller reads
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record Answered(int status, Map<String, String> headers, byte[] body) implements Exchange {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /** {@code Retry-After} in seconds; empty if absent or a date. */
    public Optional<Duration> retryAfter() {
      String value = headers.getOrDefault("retry-after", "");
      return SECONDS.matcher(value).matches()
          ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
          : Optional.empty();
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
  record Broken(boolean bodyBegan, String reason) implements Exchange {}
}
