package dev.chasqui.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Secrets that are replaced while webhooks flow. */
class SigningTest {

  private static final String NEXT = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private ReceivedRequest next() {
    int before = receiver.requests().size();
    relay.publish(Events.text(client.accountId(), "x"));
    return receiver.await(before + 1).getLast();
  }

  @Test
  void aSecretOfAnotherFormIsTheKeyItself() {
    String secret = "contraseña de WhatsApp, sin base64 🔑";
    client.registered("{'url':'%s','secret':'%s'}".formatted(receiver.url(), secret));

    byte[] key = secret.getBytes(UTF_8);
    Signatures.verify(next(), "whsec_" + Base64.getEncoder().encodeToString(key));
  }

  @Test
  void theOldSecretSignsTooUntilItsTimeIsOver() {
    String id = client.subscribe(receiver.url());

    JsonNode rotated =
        client.rotate(id, "{'secret':'%s','oldValidSeconds':3600}".formatted(NEXT)).is(200).data();

    assertThat(rotated.path("secret").asString()).isEqualTo(NEXT);
    Instant until = Instant.parse(rotated.path("oldSecretsValidUntil").asString());
    assertThat(until).isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
    ReceivedRequest request = next();
    Signatures.verify(request, NEXT);
    Signatures.verify(request, Client.SECRET);
    assertThat(request.header("webhook-signature").orElse("").split(" ", -1)).hasSize(2);
    assertThat(client.get(id).data().path("oldSecretsValidUntil").asString())
        .isEqualTo(until.toString());
  }

  @Test
  void anOldSecretThatMayNotStaySignsNoMore() {
    String id = client.subscribe(receiver.url());

    client.rotate(id, "{'secret':'%s','oldValidSeconds':0}".formatted(NEXT)).is(200);

    ReceivedRequest request = next();
    Signatures.verify(request, NEXT);
    assertThat(Signatures.areRight(request, Client.SECRET)).isFalse();
  }

  @Test
  void anOldSecretEndsByItself() {
    String id = client.subscribe(receiver.url());
    client.rotate(id, "{'oldValidSeconds':1}").is(200);

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !Signatures.areRight(next(), Client.SECRET));
    assertThat(client.get(id).data().has("oldSecretsValidUntil")).isFalse();
  }

  @Test
  void aSecretIsMadeAndEarlierOnesStayValidTogether() {
    String id = client.subscribe(receiver.url());
    String second = client.rotate(id, "").is(200).data().path("secret").asString();
    String third = client.rotate(id, "{}").is(200).data().path("secret").asString();

    assertThat(second).startsWith("whsec_").isNotEqualTo(third);
    ReceivedRequest request = next();
    Signatures.verify(request, Client.SECRET);
    Signatures.verify(request, second);
    Signatures.verify(request, third);
  }

  @Test
  void whatCannotBeIsRefused() {
    String id = client.subscribe(receiver.url());

    client.rotate(id, "{'oldValidSeconds':-1}").is(400);
    client.rotate(id, "{'oldValidSeconds':604801}").is(400);
    client.rotate(id, "{'secret':'whsec_no base64'}").is(400);
    Signatures.verify(next(), Client.SECRET);
  }
}
