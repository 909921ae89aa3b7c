package dev.chasqui.tracing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracesConfigurationTest {

  private final TracesConfiguration configuration = new TracesConfiguration();

  @ParameterizedTest
  @CsvSource({
    "localhost:4318, 1, CHASQUI_TRACES_ENDPOINT",
    "http://localhost:4318/v1/traces, 100, CHASQUI_TRACES_SAMPLING",
    "http://localhost:4318/v1/traces, -1, CHASQUI_TRACES_SAMPLING",
    "http://localhost:4318/v1/traces, NaN, CHASQUI_TRACES_SAMPLING",
  })
  void aSettingThatIsWrongIsNamed(String endpoint, double sampling, String named) {
    assertThatThrownBy(() -> configuration.tracerProvider(endpoint, sampling, "service"))
        .hasMessageContaining(named);
  }
}
