package dev.chasqui.sender.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.text.Languages;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.sender.media.InlineImage.Sendable;
import dev.chasqui.sender.media.InlineImage.Wrong;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineImageTest {

  private static final byte[] PNG = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
  };
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16};

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String type(String text) {
    return switch (InlineImage.read(text)) {
      case Sendable sendable -> sendable.file().mimeType();
      case Wrong(Phrase why) -> why.in(Languages.ENGLISH);
    };
  }

  @Test
  void theBytesSayWhatItIs() {
    assertThat(type(base64(PNG))).isEqualTo("image/png");
    assertThat(type(base64(JPEG))).isEqualTo("image/jpeg");
    assertThat(type("data:image/png;base64," + base64(JPEG))).isEqualTo("image/jpeg");
    assertThat(type("DATA:;charset=x;BASE64," + base64(PNG))).isEqualTo("image/png");
    assertThat(type(base64(PNG).replace("=", ""))).isEqualTo("image/png");
  }

  @Test
  void theBytesComeThroughAsTheyAre() {
    assertThat(InlineImage.read(base64(PNG)))
        .isInstanceOfSatisfying(Sendable.class, it -> assertThat(it.file().bytes()).isEqualTo(PNG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:image/png,abc",
        "data:image/png;base64",
        "data:;base64,",
        "iVBORw0K\nGgo=",
        "iVBOR",
        "%%%",
        "\u00e9",
        "-_-_"
      })
  void whatIsNoBase64IsWrong(String text) {
    assertThat(type(text)).contains("Base64");
  }

  @Test
  void theLargestThatWhatsAppTakesHasTheLargestText() {
    byte[] largest = Arrays.copyOf(PNG, InlineImage.MOST_BYTES);

    assertThat(base64(largest)).hasSize(InlineImage.MOST_CHARACTERS);
    assertThat(type(base64(largest))).isEqualTo("image/png");
    assertThat(type(base64(Arrays.copyOf(PNG, InlineImage.MOST_BYTES + 1))))
        .contains("5242881 bytes");
  }
}
