package dev.chasqui.relay.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chasqui.access.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

  @Test
  void isWhatFollowsThePrefixInBase64() {
    Secret secret = new Secret("whsec_a2V5");

    assertThat(SigningKey.isIn(secret)).isTrue();
    assertThat(SigningKey.of(secret)).asString(UTF_8).isEqualTo("key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a2V5", "WHSEC_a2V5", "whsec", "ñ 🔑"})
  void isAnyOtherTextItself(String text) {
    Secret secret = new Secret(text);

    assertThat(SigningKey.isIn(secret)).isTrue();
    assertThat(SigningKey.of(secret)).asString(UTF_8).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_no base64", "whsec_ñ", "whsec_a"})
  void isNeverAPrefixAndWhatIsNotBase64(String text) {
    Secret secret = new Secret(text);

    assertThat(SigningKey.isIn(secret)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(secret));
  }

  @Test
  void isNotEmpty() {
    assertThat(SigningKey.isIn(new Secret("whsec_"))).isFalse();
  }

  @Test
  void ofANewSecretHas32Bytes() {
    assertThat(SigningKey.of(SigningKey.newSecret())).hasSize(32);
  }
}
