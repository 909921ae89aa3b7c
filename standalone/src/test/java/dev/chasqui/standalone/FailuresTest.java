package dev.chasqui.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FailuresTest {

  @Test
  void aSettingThatIsWrongIsNamed() {
    Binder binder =
        new Binder(new MapConfigurationPropertySource(Map.of("chasqui.http.rate-limit", "lots")));

    Throwable wrong =
        catchThrowable(() -> binder.bind("chasqui.http.rate-limit", Integer.class).get());

    assertThat(Failures.inOneLine(new IllegalStateException("No bean", wrong)))
        .startsWith("it cannot start: chasqui.http.rate-limit: ")
        .contains("lots")
        .doesNotContain("\n");
  }
}
