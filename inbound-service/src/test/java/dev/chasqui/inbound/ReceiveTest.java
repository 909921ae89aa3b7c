package dev.chasqui.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What WhatsApp is answered, and what is then on the topic. */
class ReceiveTest {

  private static final int MOST_BYTES = 3 * 1024 * 1024;

  private final InboundFixture inbound = InboundFixture.shared();
  private final Topic<ProviderEvent> kept = Topic.of(Topics.PROVIDER_EVENTS, ProviderEvent.class);

  @AfterEach
  void close() {
    kept.close();
  }

  @ParameterizedTest
  @CsvSource({
    "subscribe, verify-me, 200",
    "subscribe, wrong, 403",
    "subscribe, '', 403",
    "unsubscribe, verify-me, 403"
  })
  void theHandshakeNeedsTheVerifyToken(String mode, String token, int status) {
    StringBuilder answer = new StringBuilder();

    int answered = inbound.get(handshake(inbound.account.id(), mode, token, "1158201444"), answer);

    assertThat(answered).isEqualTo(status);
    assertThat(answer.toString().equals("1158201444")).isEqualTo(status == 200);
  }

  @Test
  void anUnknownAccountIsAnsweredLikeAWrongToken() {
    StringBuilder wrong = new StringBuilder();
    StringBuilder unknown = new StringBuilder();

    inbound.get(handshake(inbound.account.id(), "subscribe", "wrong", "1"), wrong);
    int status = inbound.get(handshake(999_999, "subscribe", "verify-me", "1"), unknown);

    assertThat(status).isEqualTo(403);
    assertThat(unknown.toString()).isEqualTo(wrong.toString());
  }

  @Test
  void whoReadsSpanishIsRefusedInSpanish() {
    assertThat(inbound.getInSpanish(handshake(inbound.account.id(), "subscribe", "wrong", "1")))
        .contains("\"error\":\"El token de verificación no es el de la cuenta\"");
  }

  private String handshake(long account, String mode, String token, String challenge) {
    return inbound.address(account)
        + "?hub.mode=%s&hub.verify_token=%s&hub.challenge=%s".formatted(mode, token, challenge);
  }

  @Test
  void aSignedCallIsOnTheTopicByteForByteBeforeItIsAnswered() {
    // Bytes that no JSON parser would give back: spaces, escapes, a line end, no valid UTF-8.
    byte[] body = ("  " + InboundFixture.text(inbound.account, "raw-1") + "\r\n").getBytes(UTF_8);
    body = Arrays.copyOf(body, body.length + 1);
    body[body.length - 1] = (byte) 0xff;
    ByteBuffer expected = ByteBuffer.wrap(body);

    assertThat(inbound.call(body)).isEqualTo(200);

    var records = kept.await(1, event -> event.getBody().equals(expected));
    assertThat(records).hasSize(1);
    assertThat(records.getFirst().key()).isEqualTo(Long.toString(inbound.account.id()));
    ProviderEvent event = records.getFirst().value();
    assertThat(event.getAccountId()).isEqualTo(inbound.account.id());
    assertThat(event.getEventId()).isNotEmpty();
    assertThat(event.getHeaders())
        .containsEntry("content-type", "application/json")
        .containsEntry("user-agent", "facebookexternalua")
        .doesNotContainKey("x-hub-signature-256");
  }

  @Test
  void aCallThatIsNotProvenIsRefusedAndLeavesNothing() {
    byte[] body = InboundFixture.text(inbound.account, "forged").getBytes(UTF_8);
    byte[] other = InboundFixture.text(inbound.account, "forged-too").getBytes(UTF_8);
    String right = InboundFixture.signature(InboundFixture.APP_SECRET, body);
    long id = inbound.account.id();

    assertThat(inbound.call(id, null, BodyPublishers.ofByteArray(body))).isEqualTo(401);
    assertThat(inbound.call(id, "", BodyPublishers.ofByteArray(body))).isEqualTo(401);
    assertThat(inbound.call(id, right.substring(7), BodyPublishers.ofByteArray(body)))
        .isEqualTo(401);
    assertThat(inbound.call(id, right, BodyPublishers.ofByteArray(other))).isEqualTo(401);
    assertThat(
            inbound.call(
                id,
                InboundFixture.signature("another-secret", body),
                BodyPublishers.ofByteArray(body)))
        .isEqualTo(401);
    assertThat(inbound.call(999_999, right, BodyPublishers.ofByteArray(body)))
        .as("an unknown account")
        .isEqualTo(401);
    assertThat(inbound.call("abc", right, BodyPublishers.ofByteArray(body)))
        .as("no account id")
        .isEqualTo(400);

    assertThat(
            kept.now(
                event -> UTF_8.decode(event.getBody().duplicate()).toString().contains("forged")))
        .isEmpty();
  }

  @Test
  void theLargestWebhookComesThrough() {
    // Nothing that compression makes small.
    StringBuilder text = new StringBuilder(MOST_BYTES);
    new Random(1).ints(MOST_BYTES - 1000, '#', '[').forEach(text::appendCodePoint);
    String body =
        InboundFixture.text(inbound.account, "largest")
            .replace("hi", text.toString().replace('\'', '.'));
    byte[] bytes = (body + " ".repeat(MOST_BYTES - body.length())).getBytes(UTF_8);

    assertThat(inbound.call(bytes)).isEqualTo(200);

    assertThat(kept.await(1, event -> event.getBody().remaining() == MOST_BYTES)).hasSize(1);
    try (Topic<WhatsAppEvent> events = Topic.of(Topics.EVENTS, WhatsAppEvent.class)) {
      events.await(
          1,
          event ->
              event.getMessage() != null && event.getMessage().getMessageId().equals("largest"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1024 * 1024})
  void aLargerBodyIsRefused(int more) {
    byte[] body = new byte[MOST_BYTES + more];
    String signature = InboundFixture.signature(InboundFixture.APP_SECRET, body);
    long id = inbound.account.id();

    assertThat(inbound.call(id, signature, BodyPublishers.ofByteArray(body)))
        .as("with Content-Length")
        .isEqualTo(413);
    assertThat(
            inbound.call(
                id, signature, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
        .as("chunked")
        .isEqualTo(413);
    assertThat(kept.now(event -> event.getBody().remaining() > MOST_BYTES)).isEmpty();
  }
}
