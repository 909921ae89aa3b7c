package dev.chasqui.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.TestConsumer;
import dev.chasqui.testing.WebhookReceiver;
import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From an event on the topic to a subscriber. */
class DeliveryTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void aMessageIsPostedAsDocumented() {
    client.subscribe(receiver.url() + "/hook?x=1");
    WhatsAppEvent event = Events.text(client.accountId(), "hi 😀");

    relay.publish(event);

    ReceivedRequest request = receiver.await(1).getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/hook?x=1");
    assertThat(request.header("content-type").orElse("")).startsWith("application/json");
    assertThat(request.header("webhook-id")).contains(event.getId());
    assertThat(request.header("chasqui-event")).contains("message");
    assertThat(request.header("chasqui-attempt")).contains("1");
    JsonNode body = JSON.readTree(request.body());
    assertThat(body.propertyNames())
        .containsExactly("id", "type", "timestamp", "accountId", "data");
    assertThat(body.path("id").asString()).isEqualTo(event.getId());
    assertThat(body.path("type").asString()).isEqualTo("message");
    assertThat(body.path("timestamp").asString()).isEqualTo("2025-10-09T08:53:20Z");
    assertThat(body.path("accountId").asLong()).isEqualTo(client.accountId());
    JsonNode data = body.path("data");
    assertThat(data.path("id").asString()).isEqualTo("wamid.IN");
    assertThat(data.path("timestamp").asLong()).isEqualTo(1_760_000_000);
    assertThat(data.path("from").asString()).isEqualTo("15550001111");
    assertThat(data.path("to").asString()).isEqualTo("15550009999");
    assertThat(data.path("body").asString()).isEqualTo("hi 😀");
    assertThat(data.path("fromMe").asBoolean(true)).isFalse();
    assertThat(data.path("hasMedia").asBoolean(true)).isFalse();
    assertThat(data.path("sender").path("name").asString()).isEqualTo("Ana");
  }

  @Test
  void anAckSaysHowFarTheMessageHasCome() {
    client.subscribe(receiver.url());

    relay.publish(Events.ack(client.accountId()));

    JsonNode data = JSON.readTree(receiver.await(1).getFirst().body()).path("data");
    assertThat(data.path("id").asString()).isEqualTo("wamid.OUT");
    assertThat(data.path("ack").asInt()).isEqualTo(3);
    assertThat(data.path("ackName").asString()).isEqualTo("READ");
    assertThat(data.path("commandId").asString()).isEqualTo("cmd-1");
  }

  @Test
  void theOfficialLibraryVerifiesIt() throws WebhookVerificationException {
    String made =
        client
            .register("{'url':'%s'}".formatted(receiver.url()))
            .is(201)
            .data()
            .path("secret")
            .asString();

    relay.publish(Events.text(client.accountId(), "verify me"));

    ReceivedRequest request = receiver.await(1).getFirst();
    HttpHeaders headers = HttpHeaders.of(request.headers(), (name, value) -> true);
    new Webhook(made).verify(request.text(), headers);
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> new Webhook(made).verify(request.text() + " ", headers));
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> new Webhook(Client.SECRET).verify(request.text(), headers));
  }

  @Test
  void theHubSignatureIsTheHmacUnderTheSecretsText() throws GeneralSecurityException {
    client.subscribe(receiver.url());

    relay.publish(Events.text(client.accountId(), "verify me"));

    ReceivedRequest request = receiver.await(1).getFirst();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Client.SECRET.getBytes(UTF_8), "HmacSHA256"));
    assertThat(request.header("X-Hub-Signature-256"))
        .contains("sha256=" + HexFormat.of().formatHex(mac.doFinal(request.body())));
  }

  @ParameterizedTest
  @CsvSource({"*, 2", "message.*, 2", "message, 1", "message.ack, 1", "session.*, 0", "ready, 0"})
  void aPatternChoosesEvents(String pattern, int wanted) {
    try (WebhookReceiver everything = WebhookReceiver.start()) {
      client.subscribe(receiver.url(), pattern);
      client.subscribe(everything.url());

      relay.publish(Events.ack(client.accountId()), Events.text(client.accountId(), "x"));

      everything.await(2);
      receiver.await(wanted);
      assertStays(wanted);
    }
  }

  @Test
  void whatHappensWhileASubscriptionIsOffWaitsUntilItIsOn() {
    String id = client.subscribe(receiver.url());
    client.toggle(id).is(200);
    relay.publish(Events.text(client.accountId(), "meanwhile"));
    assertStays(0);

    client.toggle(id).is(200);
    relay.publish(Events.text(client.accountId(), "afterwards"));

    assertThat(receiver.await(2))
        .extracting(request -> request.text().contains("meanwhile"))
        .containsExactlyInAnyOrder(true, false);
    assertStays(2);
  }

  @Test
  void anotherAccountsEventsAreNotPosted() {
    client.subscribe(receiver.url());

    relay.publish(Events.text(relay.newClient().accountId(), "private"));
    relay.publish(Events.text(client.accountId(), "own"));

    assertThat(receiver.await(1).getFirst().text()).contains("\"own\"");
    assertStays(1);
  }

  @Test
  void aRepeatedEventIsDeliveredOnce() {
    client.subscribe(receiver.url());
    WhatsAppEvent event = Events.text(client.accountId(), "again");

    relay.publish(event, event, event);
    receiver.await(1);
    relay.publish(event, Events.text(client.accountId(), "next"));

    receiver.await(2);
    assertStays(2);
    assertThat(relay.attempts(event.getId())).hasSize(1);
  }

  @Test
  void whatIsDeliveredAtOnceIsWrittenOnce() {
    client.subscribe(receiver.url());
    WhatsAppEvent event = Events.text(client.accountId(), "once");

    relay.accept(List.of(event));

    receiver.await(1);
    assertThat(relay.logged(event.getId())).containsExactly("delivered");
    assertThat(relay.deliveries(event.getId())).isEmpty();
  }

  @Test
  void whatAnotherInstanceHasRecordedMeanwhileIsNotRecordedAgain() {
    String id = client.subscribe(receiver.url());
    WhatsAppEvent event = Events.text(client.accountId(), "both have it");
    receiver.answer(Answer.status(500));

    relay.duringAnothersChange(
        () -> {
          relay.accept(List.of(event));
          return true;
        },
        """
        insert into relay.delivery (delivery_id, event_id, event_type, account_id, subscription_id,
          event_partition, event_offset, status, attempts)
        select uuidv7(), '%s', 'message', %d, '%s', 0, 0, 'delivered', '[]'
        """
            .formatted(event.getId(), client.accountId(), id));

    // Nor is it tried again: somebody has taken it from the other instance.
    assertThat(relay.logged(event.getId())).containsExactly("delivered");
    assertThat(relay.deliveries(event.getId())).isEmpty();
  }

  @Test
  void whatTheQueueAloneKnowsIsNotQueuedAgain() {
    String id = client.registered("{'url':'%s','order':'chat'}".formatted(receiver.url()));
    WhatsAppEvent event = Events.text(client.accountId(), "of an earlier version");
    relay.accept(List.of(event));
    receiver.await(1);
    await().atMost(LIMIT).until(() -> relay.logged(event.getId()), List.of("delivered")::equals);
    relay.jdbc.sql("delete from relay.delivery where event_id = ?").param(event.getId()).update();

    relay.accept(List.of(event));

    assertStays(1);
    assertThat(relay.logged(event.getId())).as(id).isEmpty();
  }

  @Test
  void aRepeatedEventIsDeliveredOnceHoweverManyComeBetween() {
    client.subscribe(receiver.url());
    List<WhatsAppEvent> batch = new ArrayList<>(Events.texts(client.accountId(), 1_200));
    batch.add(batch.getFirst());

    relay.accept(batch);

    receiver.await(1_200);
    assertStays(1_200);
  }

  @Test
  void whatASubscriptionThatWasDeletedStillHadToGetIsGivenUp() {
    receiver.answer(Answer.status(500));
    String id = client.subscribe(receiver.url());
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    relay.publish(event);
    receiver.await(1);

    client.delete(id).is(200);

    await()
        .atMost(LIMIT)
        .until(
            () -> relay.logged(event.getId()),
            List.of("failed: the subscription was deleted")::equals);
  }

  @Test
  void anEventWithoutAUsableIdIsADeadLetterAndTheRestGoesOn() {
    client.subscribe(receiver.url());
    List<WhatsAppEvent> poison =
        List.of(
            Events.head(client.accountId(), "message").setId("nul \0").build(),
            Events.head(client.accountId(), "message").setId("").build(),
            Events.head(client.accountId(), "mess\0age").build(),
            Events.head(client.accountId(), "message").setChatId("\0").build(),
            Events.head(client.accountId(), "message").setChatId("c".repeat(257)).build(),
            Events.head(client.accountId(), "message").setId("x".repeat(5000)).build());

    relay.publish(poison);
    relay.publish(Events.text(client.accountId(), "after"));

    assertThat(receiver.await(1).getFirst().text()).contains("after");
    String keys = client.accountId() + ":";
    try (TestConsumer letters = TestConsumer.of("whatsapp.events.dlt")) {
      letters.await(
          all ->
              all.stream().filter(one -> new String(one.key(), UTF_8).startsWith(keys)).count()
                  == poison.size());
    }
    assertStays(1);
  }

  @Test
  void anEventOfTomorrowIsPostedWithWhatIsKnown() {
    client.subscribe(receiver.url());

    relay.publish(Events.head(client.accountId(), "message.hologram").setChatId(null).build());

    assertThat(JSON.readTree(receiver.await(1).getFirst().body()).path("type").asString())
        .isEqualTo("message.hologram");
  }

  @Test
  void theTimestampIsTheAttempts() {
    client.subscribe(receiver.url());
    long before = Instant.now().getEpochSecond();

    relay.publish(Events.text(client.accountId(), "x"));

    long sent =
        Long.parseLong(receiver.await(1).getFirst().header("webhook-timestamp").orElseThrow());
    assertThat(sent).isBetween(before, Instant.now().getEpochSecond());
  }

  private void assertStays(int count) {
    assertThatCode(
            () ->
                await()
                    .during(Duration.ofMillis(700))
                    .atMost(LIMIT)
                    .until(() -> receiver.requests().size() == count))
        .as("%s", receiver.requests())
        .doesNotThrowAnyException();
  }
}
