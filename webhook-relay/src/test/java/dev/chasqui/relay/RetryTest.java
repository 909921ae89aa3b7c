package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.Start;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is not taken at once. The schedule has three retries, after 0.2, 0.3 and 0.4 s. */
class RetryTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int ALL_ATTEMPTS = 4;

  /** So many attempts that the circuit would open if they were the endpoint's faults. */
  private static final int ENOUGH_FOR_A_CIRCUIT = 5;

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final WhatsAppEvent event = Events.text(client.accountId(), "x");

  @AfterEach
  void close() {
    receiver.close();
  }

  private List<Map<String, @Nullable Object>> awaitAttempts(int count) {
    return await()
        .atMost(LIMIT)
        .until(() -> relay.attempts(event.getId()), rows -> rows.size() >= count);
  }

  private void publishTo(String url) {
    client.subscribe(url);
    relay.publish(event);
  }

  @Test
  void afterAnErrorItIsTriedAgainUnderTheSameId() {
    receiver.answerInOrder(Answer.status(500).body("no\0pe"), Answer.status(204));

    publishTo(receiver.url());

    List<ReceivedRequest> requests = receiver.await(2);
    assertThat(requests)
        .extracting(request -> request.header("webhook-id").orElse(""))
        .containsExactly(event.getId(), event.getId());
    assertThat(requests)
        .extracting(request -> request.header("chasqui-attempt").orElse(""))
        .containsExactly("1", "2");
    assertThat(requests.get(0).body()).isEqualTo(requests.get(1).body());
    List<Map<String, @Nullable Object>> log = awaitAttempts(2);
    assertThat(log.get(0))
        .containsEntry("number", 1)
        .containsEntry("status", 500)
        .containsEntry("error", "HTTP 500")
        .containsEntry("address", "127.0.0.1:" + receiver.port())
        .containsEntry("answer", "nope");
    assertThat(log.get(0).get("next_attempt_at")).isNotNull();
    assertThat(log.get(1)).containsEntry("number", 2).containsEntry("status", 204);
    assertThat(log.get(1)).containsEntry("error", null).containsEntry("next_attempt_at", null);
  }

  @Test
  void aSubscriberThatIsDownGetsItWhenItIsUp() {
    int port = receiver.port();
    receiver.answerPings(Answer.status(200).header("Connection", "close"));
    client.subscribe(receiver.url());
    receiver.close();
    relay.publish(event);

    Map<String, @Nullable Object> first = awaitAttempts(1).getFirst();
    try (WebhookReceiver late = WebhookReceiver.start(port)) {
      assertThat(late.await(1).getFirst().header("webhook-id")).contains(event.getId());
    }
    assertThat(first).containsEntry("status", null);
    assertThat(first.get("error")).asString().contains("refused");
  }

  @Test
  void aSubscriberThatHangsIsLeftAfterTheTimeLimit() {
    receiver.answerInOrder(Answer.hang(), Answer.status(200));

    publishTo(receiver.url());

    receiver.await(2);
    assertThat(awaitAttempts(2).getFirst().get("error"))
        .asString()
        .isEqualTo("no full answer within 3000 ms");
  }

  @Test
  void aDroppedConnectionIsTriedAgainOnceNotTwice() {
    receiver.answerInOrder(Answer.drop(), Answer.status(200));

    publishTo(receiver.url());

    awaitAttempts(2);
    await().during(Duration.ofMillis(700)).until(() -> receiver.requests().size() == 2);
  }

  @Test
  void aSubscriberMayAskForMoreTimeUpToTheLongestWait() {
    receiver.answerInOrder(Answer.status(429).header("Retry-After", "60"), Answer.status(200));

    publishTo(receiver.url());

    List<ReceivedRequest> requests = receiver.await(2);
    assertThat(Duration.between(requests.get(0).arrivedAt(), requests.get(1).arrivedAt()))
        .isGreaterThan(Duration.ofMillis(380));
    Map<String, @Nullable Object> first = awaitAttempts(2).getFirst();
    assertThat(first).containsEntry("status", 429).containsEntry("error", "HTTP 429");
    assertThat(first.get("next_attempt_at")).isNotNull();
  }

  @Test
  void whenTheScheduleIsUsedUpItIsGivenUpForAllToSee() {
    receiver.answer(Answer.status(503).body("€".repeat(3000)));

    publishTo(receiver.url());

    List<Map<String, @Nullable Object>> log = awaitAttempts(ALL_ATTEMPTS);
    assertThat(log).extracting(row -> row.get("number")).containsExactly(1, 2, 3, 4);
    assertThat(log.getLast()).containsEntry("next_attempt_at", null);
    assertThat(log.getLast().get("answer"))
        .asString()
        .startsWith("€€")
        .hasSizeLessThanOrEqualTo(4096 / 3 + 1);
    assertThat(relay.deliveries(event.getId()))
        .containsExactly("4 the last attempt failed: HTTP 503");
    await().during(Duration.ofMillis(700)).until(() -> receiver.requests().size() == ALL_ATTEMPTS);
  }

  @Test
  void aFaultOfOurOwnIsInTheLogAndSaysNothingOfTheEndpoint() {
    String key = relay.newCredentials(client.tenantId()).id();
    String id =
        client.registered("{'url':'%s','encryption':'aes-256-gcm'}".formatted(receiver.url()));
    relay
        .jdbc
        .sql("update access.client set secret = ? where client_id = ?")
        .params(relay.sealed("no key at all"), key)
        .update();
    List<WhatsAppEvent> events = Events.texts(client.accountId(), ENOUGH_FOR_A_CIRCUIT);

    relay.publish(events);

    relay.awaitLogged(events, "failed: the last attempt failed: internal error");
    List<Map<String, @Nullable Object>> log = relay.attempts(events.getFirst().getId());
    assertThat(log).extracting(row -> row.get("number")).containsExactly(1, 2, 3, 4);
    assertThat(log).extracting(row -> row.get("error")).containsOnly("internal error");
    JsonNode webhook = client.get(id).is(200).data();
    assertThat(webhook.path("circuit").asString()).isEqualTo("closed");
    assertThat(webhook.has("failingSince")).isFalse();
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void aRefusalThatAnotherInstanceHasRecordedIsNotTheNextAttempts() {
    String id = client.subscribe(receiver.url());
    receiver.answerBy(
        request -> {
          if (request.number() == 1) {
            recordAsAnotherDoes(id);
          }
          return Answer.status(request.number() == 1 ? 500 : 200);
        });

    relay.publish(event);

    assertThat(receiver.await(2))
        .extracting(request -> request.header("chasqui-attempt").orElse(""))
        .containsExactly("1", "2");
  }

  /** As refused once, by an instance to which the event's partition went meanwhile. */
  private void recordAsAnotherDoes(String subscription) {
    String key = event.getId() + ":" + subscription;
    String delivery =
        """
        {"eventId":"%s","eventType":"message","accountId":%d,"subscriptionId":"%s","body":"{}"}"""
            .formatted(event.getId(), client.accountId(), subscription);
    NewItem item =
        new NewItem(
            subscription,
            key,
            null,
            true,
            delivery.getBytes(StandardCharsets.UTF_8),
            new Start.RetryAt(Instant.now(), 1),
            null);
    DataSource database = relay.database.dataSource();
    try (Connection tx = database.getConnection()) {
      tx.setAutoCommit(false);
      new PostgresWorkQueue(database, "relay").enqueue(tx, List.of(item));
      tx.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
  void aRedirectIsARefusal(int status) {
    receiver.answerInOrder(
        Answer.status(status).header("Location", receiver.url() + "/elsewhere"),
        Answer.status(200));

    publishTo(receiver.url() + "/here");

    assertThat(receiver.await(2))
        .extracting(ReceivedRequest::path)
        .containsExactly("/here", "/here");
    Map<String, @Nullable Object> first = awaitAttempts(2).getFirst();
    assertThat(first).containsEntry("status", status).containsEntry("error", "HTTP " + status);
    assertThat(first.get("next_attempt_at")).isNotNull();
  }
}
