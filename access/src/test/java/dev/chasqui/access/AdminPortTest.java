package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPortTest {

  private static final String TOKEN = "0123456789abcdef".repeat(4);

  @Test
  void onlyTheTokenOpensIt() {
    AdminPort port = port(TOKEN + "\n");

    assertThat(port.opensWith(TOKEN)).isTrue();
    assertThat(port.opensWith(TOKEN + "0")).isFalse();
    assertThat(port.opensWith(TOKEN.substring(1))).isFalse();
    assertThat(port.opensWith("")).isFalse();
  }

  @Test
  void withoutATokenNothingOpensIt() {
    AdminPort closed = port(" ");

    assertThat(closed.opensWith("")).isFalse();
    assertThat(closed.opensWith(" ")).isFalse();
    assertThat(closed.number()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "a token with blanks that is long enough",
        "ñ123456789abcdef0123456789abcdef"
      })
  void anUnusableTokenIsRefusedAndNotRepeated(String token) {
    assertThatThrownBy(() -> port(token))
        .hasMessageContaining("CHASQUI_ADMIN_TOKEN")
        .hasMessageNotContaining(token);
  }

  private static AdminPort port(String token) {
    return new AdminPort("127.0.0.1", 0, new Secret(token));
  }
}
