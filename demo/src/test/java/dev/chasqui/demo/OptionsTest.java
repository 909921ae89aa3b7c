package dev.chasqui.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void tenMessagesUnlessSaidOtherwise() {
    assertThat(Options.parse(List.of()).messages()).isEqualTo(10);
    assertThat(Options.parse(List.of("--messages", "100")).messages()).isEqualTo(100);
    assertThat(Options.parse(List.of("--messages=3")).messages()).isEqualTo(3);
  }

  @Test
  void whatItDoesNotUnderstandIsNamed() {
    assertThatThrownBy(() -> Options.parse(List.of("--fast")))
        .hasMessageStartingWith("demo does not know --fast");
    assertThatThrownBy(() -> Options.parse(List.of("--messages", "0")))
        .hasMessageContaining("from 1 to 100000, not 0");
  }
}
