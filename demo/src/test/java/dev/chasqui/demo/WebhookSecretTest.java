package dev.chasqui.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

  private static final String BODY = "{\"id\":\"evt_1\"}";

  @Test
  void whatTheStandardsOwnLibrarySignsIsRightAndAnythingElseIsNot() throws Exception {
    WebhookSecret secret = WebhookSecret.random();
    String signature = new Webhook(secret.text()).sign("msg_1", 1_700_000_000, BODY);

    assertThat(signed(secret, "1700000000", BODY, signature)).isTrue();
    assertThat(signed(secret, "1700000000", BODY, "v1,AAAA " + signature)).isTrue();
    assertThat(signed(secret, "1700000001", BODY, signature)).isFalse();
    assertThat(signed(secret, "1700000000", BODY + " ", signature)).isFalse();
    assertThat(signed(WebhookSecret.random(), "1700000000", BODY, signature)).isFalse();
  }

  @Test
  void theHubSignatureIsKeyedWithTheSecretsText() {
    // RFC 4231, test case 2.
    WebhookSecret jefe = new WebhookSecret("Jefe");
    byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);

    assertThat(
            jefe.hubSigned(
                body, "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
        .isTrue();
    assertThat(jefe.hubSigned(body, null)).isFalse();
  }

  private static boolean signed(
      WebhookSecret secret, String timestamp, String body, String signature) {
    return secret.signed("msg_1", timestamp, body.getBytes(StandardCharsets.UTF_8), signature);
  }
}
