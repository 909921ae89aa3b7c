package dev.chasqui.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                             | 0
          120                           | 120
          Sun, 06 Nov 1994 08:49:37 GMT | 37
          Sun, 06 Nov 1994 08:49:00 GMT | 0
          Sat, 05 Nov 1994 08:49:37 GMT | 0
          """)
  void isSecondsOrADate(String value, long seconds) {
    assertThat(retryAfter(value)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "9999999999", "Mon, 06 Nov 1994 08:49:37 GMT"})
  void anythingElseSaysNothing(String value) {
    assertThat(retryAfter(value)).isEmpty();
  }

  private static Optional<Duration> retryAfter(String value) {
    return new Exchange.Answered(429, Map.of("retry-after", value), new byte[0], null)
        .retryAfter(NOW);
  }
}
