package dev.chasqui.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "30d, 2027-01-31T00:00:00Z",
    "12h, 2027-01-01T12:00:00Z",
    "45m, 2027-01-01T00:45:00Z",
    "2027-02-01T10:00:00-05:00, 2027-02-01T15:00:00Z"
  })
  void timesAreFromNowOrAsIso(String text, Instant expected) {
    assertThat(Times.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "d", "tomorrow", "2027-01-31", "-3d"})
  void anythingElseIsAnErrorThatSaysWhatToWrite(String text) {
    assertThatThrownBy(() -> Times.parse(text, NOW))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("write 30d");
  }

  @Test
  void aTimeIsShownToTheMinute() {
    var json = AdminApi.JSON.createObjectNode().put("at", "2027-01-31T12:34:56.789Z");

    assertThat(Times.shown(json.path("at"))).isEqualTo("2027-01-31 12:34");
    assertThat(Times.shown(json.path("none"))).isEqualTo("never");
    assertThat(Times.isOver(json.path("at"), Instant.parse("2027-02-01T00:00:00Z"))).isTrue();
    assertThat(Times.isOver(json.path("at"), NOW)).isFalse();
  }
}
