package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A webhook whose secret cannot be opened, as under another master key. */
class SealedSecretTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final WebhookReceiver other = WebhookReceiver.start();
  private final WhatsAppEvent event = Events.text(client.accountId(), "x");

  @AfterEach
  void close() {
    receiver.close();
    other.close();
  }

  private void changeSecret(String webhook, String expression) {
    relay
        .jdbc
        .sql(
            "update relay.subscription set secret = %s where subscription_id = ?"
                .formatted(expression))
        .param(webhook)
        .update();
  }

  private String delivery(String webhook) {
    JsonNode found = client.call("GET", "/deliveries?webhookId=" + webhook, "").is(200).data();
    return found.path("deliveries").get(0).path("id").asString();
  }

  @Test
  void itsEventsWaitUntilItCanBeOpenedAndUseUpNoAttempt() {
    String webhook = client.subscribe(receiver.url());
    client.subscribe(other.url());
    changeSecret(webhook, "secret || '\\x00'::bytea");

    relay.publish(event);

    other.await(1);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(relay.deliveries(event.getId()))
                    .containsExactly("0 the webhook's secret cannot be opened"));
    assertThat(relay.logged(event.getId())).containsExactlyInAnyOrder("delivered", "pending");

    changeSecret(webhook, "substring(secret for length(secret) - 1)");
    // Seen at once, not after a moment.
    client.change(webhook, "{'description':'mended'}").is(200);
    client.call("POST", "/deliveries/" + delivery(webhook) + "/redeliver", "").is(202);

    ReceivedRequest request = receiver.await(1).getFirst();
    assertThat(request.header("webhook-id")).contains(event.getId());
    assertThat(request.header("chasqui-attempt")).contains("1");
  }
}
