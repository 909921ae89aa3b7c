package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.access.Clients;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.EasyWhaLines;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies that only the client can read. */
class EncryptionTest {

  private static final JsonMapper JSON = new JsonMapper();

  /** Stands for express, with one request, the body of which is standard input. */
  private static final String APP =
      """
      const app = {
        post: (path, handle) =>
          handle(
            { body: JSON.parse(require('fs').readFileSync(0, 'utf8')) },
            { sendStatus: (status) => console.log('answered', status) })
      }
      """;

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final Clients.Credentials older = relay.newCredentials(client.tenantId());
  private final Clients.Credentials credentials = relay.newCredentials(client.tenantId());
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private void subscribe(String encryption) {
    client
        .register(
            "{'url':'%s','secret':'%s','encryption':'%s'}"
                .formatted(receiver.url(), Client.SECRET, encryption))
        .is(201);
  }

  private ReceivedRequest received(String text) {
    relay.publish(Events.text(client.accountId(), text));
    return receiver.await(1).getFirst();
  }

  @Test
  void theLinesOfEasyWhaDecryptIt(@TempDir Path directory) {
    assumeTrue(Program.exists("node"), "NOT RUN: needs node; apt-get install nodejs");
    subscribe("aes-256-cbc");

    ReceivedRequest request = received("hola ñ 😀");

    JsonNode body = JSON.readTree(request.body());
    assertThat(body.propertyNames()).containsExactly("iv", "data");
    assertThat(body.path("iv").asString()).matches("[0-9a-f]{32}");
    assertThat(body.path("data").asString()).matches("([0-9a-f]{32})+");
    Signatures.verify(request, Client.SECRET);
    String lines = EasyWhaLines.decrypt(credentials.secret().value());
    try (Program node = Program.start(directory, Map.of(), List.of("node", "-e", APP + lines))) {
      assertThat(node.answer(request.body()))
          .contains("type: 'message'", "body: 'hola ñ 😀'", "answered 200");
    }
  }

  @Test
  void gcmSaysWhichKeyAndCannotBeChanged() throws GeneralSecurityException {
    subscribe("aes-256-gcm");

    ReceivedRequest request = received("hola");

    Signatures.verify(request, Client.SECRET);
    JsonNode body = JSON.readTree(request.body());
    assertThat(body.propertyNames()).containsExactly("alg", "kid", "iv", "data", "tag");
    assertThat(body.path("alg").asString()).isEqualTo("aes-256-gcm");
    assertThat(body.path("kid").asString()).isEqualTo(credentials.id());
    assertThat(decrypted(body)).contains("\"type\":\"message\"", "\"body\":\"hola\"");
  }

  private String decrypted(JsonNode body) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] key = HexFormat.of().parseHex(credentials.secret().value());
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, HexFormat.of().parseHex(body.path("iv").asString())));
    String sealed = body.path("data").asString() + body.path("tag").asString();
    return new String(cipher.doFinal(HexFormat.of().parseHex(sealed)), StandardCharsets.UTF_8);
  }

  @Test
  void theClientCanBeChosen() {
    client
        .register(
            "{'url':'%s','encryption':'aes-256-gcm','clientId':'%s'}"
                .formatted(receiver.url(), older.id()))
        .is(201);

    assertThat(JSON.readTree(received("x").body()).path("kid").asString()).isEqualTo(older.id());
  }

  @Test
  void noTwoAttemptsHaveTheSameIv() {
    subscribe("aes-256-gcm");
    receiver.answerInOrder(Answer.status(500), Answer.status(200));
    WhatsAppEvent event = Events.text(client.accountId(), "x");

    relay.publish(event);

    List<ReceivedRequest> requests = receiver.await(2);
    assertThat(requests)
        .extracting(request -> request.header("webhook-id").orElse(""))
        .containsExactly(event.getId(), event.getId());
    assertThat(requests)
        .extracting(request -> JSON.readTree(request.body()).path("iv").asString())
        .doesNotHaveDuplicates();
  }

  @Test
  void withoutItsKeyNothingIsSentInClear() {
    subscribe("aes-256-gcm");
    relay
        .jdbc
        .sql("update relay.subscription set client_id = 'gone' where account_id = ?")
        .param(client.accountId())
        .update();
    WhatsAppEvent event = Events.text(client.accountId(), "x");

    relay.publish(event);

    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(relay.attempts(event.getId()))
                    .anySatisfy(
                        row -> assertThat(row.get("error")).asString().contains("not sent")));
    assertThat(receiver.requests()).isEmpty();
  }
}
