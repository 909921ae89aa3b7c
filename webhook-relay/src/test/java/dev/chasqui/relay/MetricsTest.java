package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus sees, at the management port. */
class MetricsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Kafka's clients are asked for new metrics once a minute. */
  private static final Duration KAFKA_LIMIT = Duration.ofSeconds(90);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void attemptsAndDeliveriesAreCountedBySubscriptionAndOutcome() {
    receiver.answerInOrder(Answer.status(500), Answer.drop(), Answer.status(200));
    String id = client.subscribe(receiver.url());
    double timed = sum("chasqui_webhook_attempt_seconds_count", "outcome=\"no_answer\"");
    double arrived = sum("chasqui_webhook_delivery_seconds_count", "");

    relay.publish(Events.text(client.accountId(), "x"));

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(of(id, "deliveries", "delivered")).isEqualTo(1);
              assertThat(of(id, "attempts", "delivered")).isEqualTo(1);
              assertThat(of(id, "attempts", "refused")).isEqualTo(1);
              assertThat(of(id, "attempts", "no_answer")).isEqualTo(1);
            });
    assertThat(sum("chasqui_webhook_attempt_seconds_count", "outcome=\"no_answer\""))
        .isGreaterThan(timed);
    assertThat(sum("chasqui_webhook_delivery_seconds_count", "")).isGreaterThan(arrived);
  }

  @Test
  void whatIsDroppedIsCounted() {
    String id = client.registered("{'url':'%s','whenOff':'drop'}".formatted(receiver.url()));
    client.toggle(id).is(200);

    relay.publish(Events.text(client.accountId(), "x"));

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(of(id, "deliveries", "dropped")).isEqualTo(1));
  }

  @Test
  void whatExpiresIsCounted() {
    String id = client.subscribe(receiver.url());
    client.toggle(id).is(200);
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    relay.publish(event);
    await().atMost(LIMIT).until(() -> !relay.deliveries(event.getId()).isEmpty());

    relay
        .jdbc
        .sql("update relay.work_item set expires_at = now() where key like ? || ':%'")
        .param(event.getId())
        .update();

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(of(id, "deliveries", "expired")).isEqualTo(1));
  }

  @Test
  void whatWaitsAndTheCircuitsAreSeen() {
    receiver.answer(Answer.status(503));
    String id = client.subscribe(receiver.url());
    relay.publish(Events.texts(client.accountId(), 100));

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(sum("chasqui_subscription_waiting", id)).isPositive();
              assertThat(sum("chasqui_subscription_circuit", id)).isEqualTo(1);
              assertThat(sum("chasqui_webhook_items", "state=\"ready\"")).isPositive();
              assertThat(sum("chasqui_webhook_circuits", "")).isPositive();
              assertThat(String.join("\n", lines()))
                  .contains("chasqui_webhook_age_seconds")
                  .contains("chasqui_subscription_age_seconds{subscription=\"" + id);
            });
  }

  @Test
  void whatWaitsForAWebhookThatIsOffIsNotLate() {
    String id = client.subscribe(receiver.url());
    client.toggle(id).is(200);
    relay.publish(Events.texts(client.accountId(), 2));

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(lines())
                    .contains("chasqui_subscription_waiting{subscription=\"" + id + "\"} 2.0")
                    .contains("chasqui_subscription_age_seconds{subscription=\"" + id + "\"} 0.0"));
  }

  @Test
  void theLagIsSeenOnceForEachTopic() {
    relay.publish(Events.text(client.accountId(), "x"));

    await()
        .atMost(KAFKA_LIMIT)
        .until(
            () ->
                lines().stream()
                    .anyMatch(
                        line -> line.startsWith("kafka_consumer_fetch_manager_records_lag{")));
    assertThat(lines()).noneMatch(line -> line.contains("topic=\"whatsapp_"));
  }

  @Test
  void anEndpointThatFailsIsSeenThoughNothingIsDue(@TempDir Path directory) {
    try (OwnRelays relays = new OwnRelays(directory)) {
      RelayFixture patient = relays.start(Map.of("chasqui.relay.retries", "1h,1h"));
      Client own = patient.newClient();
      receiver.answer(Answer.status(500));
      String id = own.subscribe(receiver.url());
      patient.publish(Events.text(own.accountId(), "x"));

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                List<String> lines = lines(patient);
                assertThat(sum(lines, "chasqui_webhook_pending_age_seconds", "")).isPositive();
                assertThat(sum(lines, "chasqui_subscription_pending_age_seconds", id)).isPositive();
                assertThat(sum(lines, "chasqui_webhook_items", "state=\"ready\"")).isEqualTo(1);
                assertThat(sum(lines, "chasqui_webhook_age_seconds", "")).isZero();
              });
    }
  }

  private double of(String subscription, String what, String outcome) {
    return lines().stream()
        .filter(line -> line.startsWith("chasqui_webhook_" + what + "_total{"))
        .filter(line -> line.contains(subscription) && line.contains("\"" + outcome + "\""))
        .mapToDouble(MetricsTest::value)
        .sum();
  }

  private double sum(String name, String label) {
    return sum(lines(), name, label);
  }

  private static double sum(List<String> lines, String name, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(label))
        .mapToDouble(MetricsTest::value)
        .sum();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  private List<String> lines() {
    return lines(relay);
  }

  private static List<String> lines(RelayFixture of) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(of.managementUrl() + "/actuator/prometheus")).build();
    try {
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
