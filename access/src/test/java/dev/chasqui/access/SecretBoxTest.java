package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

  private final SecretBox box = new SecretBox(new Secret(AccessFixture.MASTER_KEY));

  @Test
  void opensWhatItSealed() {
    for (String text : new String[] {"", "whsec_ü€😀", "x".repeat(10_000)}) {
      assertThat(box.open(box.seal(new Secret(text))).value()).isEqualTo(text);
    }
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    assertThat(box.seal(new Secret("same"))).isNotEqualTo(box.seal(new Secret("same")));
  }

  @Test
  void anotherMasterKeyOpensNothingAndTheErrorNamesTheSetting() {
    byte[] sealed = box.seal(new Secret("hidden"));
    SecretBox other = new SecretBox(new Secret("f".repeat(64)));

    assertThatIllegalStateException()
        .isThrownBy(() -> other.open(sealed))
        .withMessageContaining("CHASQUI_MASTER_KEY");
  }

  @Test
  void whatWasChangedIsNotOpened() {
    byte[] sealed = box.seal(new Secret("hidden"));
    sealed[sealed.length - 1] ^= 1;

    assertThatIllegalStateException().isThrownBy(() -> box.open(sealed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc123", "zz23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
  void aBadMasterKeyIsRefusedWithoutBeingQuoted(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecretBox(new Secret(key)))
        .withMessageContaining("CHASQUI_MASTER_KEY")
        .withMessageContaining("openssl rand -hex 32")
        .satisfies(
            e -> {
              if (!key.isEmpty()) {
                assertThat(e).hasMessageNotContaining(key);
              }
            });
  }
}
