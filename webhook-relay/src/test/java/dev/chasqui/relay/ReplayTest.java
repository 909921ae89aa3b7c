package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What was sent is sent again because somebody asks for it. */
class ReplayTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private static String eventId(ReceivedRequest request) {
    return request.header("webhook-id").orElse("");
  }

  private static String eventId(JsonNode delivery) {
    return delivery.path("eventId").asString();
  }

  private List<JsonNode> deliveries(String query) {
    return deliveries(client, query);
  }

  private static List<JsonNode> deliveries(Client who, String query) {
    return who.call("GET", "/deliveries" + query, "")
        .is(200)
        .data()
        .path("deliveries")
        .valueStream()
        .toList();
  }

  private List<JsonNode> ended(int count) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                deliveries("?limit=500").stream()
                    .filter(it -> !it.path("status").asString().equals("pending"))
                    .toList(),
            found -> found.size() == count);
  }

  private JsonNode replayed(String webhook, String body) {
    String id =
        client
            .call("POST", "/" + webhook + "/replay", body.replace('\'', '"'))
            .is(202)
            .data()
            .path("id")
            .asString();
    return await()
        .atMost(LIMIT)
        .until(
            () -> client.call("GET", "/" + webhook + "/replays/" + id, "").is(200).data(),
            replay -> replay.path("status").asString().equals("ended"));
  }

  private static List<String> idsOf(List<WhatsAppEvent> events) {
    return events.stream().map(WhatsAppEvent::getId).toList();
  }

  @Test
  void whatWasDeliveredIsDeliveredOnceMoreUnderTheSameId() {
    client.subscribe(receiver.url());
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    relay.publish(event);
    String first = ended(1).getFirst().path("id").asString();

    JsonNode again = client.call("POST", "/deliveries/" + first + "/redeliver", "").is(202).data();

    List<ReceivedRequest> requests = receiver.await(2);
    assertThat(requests).extracting(ReplayTest::eventId).containsOnly(event.getId());
    assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
    assertThat(again.path("id").asString()).isNotEqualTo(first);
    assertThat(again.path("replayId").asString()).startsWith("rp_");
    assertThat(ended(2)).extracting(ReplayTest::eventId).containsOnly(event.getId());
  }

  @Test
  void whatFailedIsDeliveredOnceTheReceiverWorks() {
    receiver.answer(Answer.status(400));
    client.subscribe(receiver.url());
    relay.publish(Events.text(client.accountId(), "x"));
    String failed = ended(1).getFirst().path("id").asString();
    receiver.answer(Answer.status(200));

    client.call("POST", "/deliveries/" + failed + "/redeliver", "").is(202);

    assertThat(ended(2))
        .extracting(it -> it.path("status").asString())
        .containsExactly("delivered", "failed");
  }

  @Test
  void whatNobodyKeepsAnyMoreIsGone() {
    String webhook = client.subscribe(receiver.url());
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    relay.publish(event);
    String id = ended(1).getFirst().path("id").asString();
    // Where the topic has nothing: it was made anew, and is shorter now.
    relay
        .jdbc
        .sql("update relay.delivery set event_offset = event_offset + 1000000 where event_id = ?")
        .param(event.getId())
        .update();

    Client.Reply refused = client.call("POST", "/deliveries/" + id + "/redeliver", "").is(410);

    assertThat(refused.body().path("code").asString()).isEqualTo("event_gone");
    client
        .call(
            "POST", "/" + webhook + "/replay", "{\"fromEventId\":\"%s\"}".formatted(event.getId()))
        .is(400);
  }

  @Test
  void whatExpiredCanBeSentAgainThoughTheTopicHasForgottenIt() {
    String webhook = client.subscribe(receiver.url());
    client.toggle(webhook).is(200);
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    relay.publish(event);
    await().atMost(LIMIT).until(() -> deliveries("").size() == 1);
    relay
        .jdbc
        .sql("update relay.work_item set expires_at = now() where key like ? || ':%'")
        .param(event.getId())
        .update();
    String expired = ended(1).getFirst().path("id").asString();
    relay
        .jdbc
        .sql("update relay.delivery set event_offset = event_offset + 1000000 where event_id = ?")
        .param(event.getId())
        .update();
    client.toggle(webhook).is(200);

    client.call("POST", "/deliveries/" + expired + "/redeliver", "").is(202);

    assertThat(receiver.await(1)).extracting(ReplayTest::eventId).containsExactly(event.getId());
  }

  @Test
  void anOpenCircuitDoesNotHoldUpWhatSomebodyAsksFor() {
    receiver.answer(Answer.status(500));
    client.subscribe(receiver.url());
    relay.publish(Events.texts(client.accountId(), 30));
    JsonNode pending =
        await()
            .atMost(LIMIT)
            .until(
                () -> deliveries("?status=pending"),
                found -> receiver.requests().size() >= 10 && !found.isEmpty())
            .getFirst();
    receiver.answer(Answer.status(200));

    client.call("POST", "/deliveries/" + pending.path("id").asString() + "/redeliver", "").is(202);

    await()
        .atMost(LIMIT)
        .until(
            () -> deliveries("?eventId=" + eventId(pending)).getFirst().path("status").asString(),
            "delivered"::equals);
  }

  @Test
  void whatIsSwitchedOffMeanwhileStaysHeld() {
    String webhook = client.subscribe(receiver.url());
    relay.publish(Events.text(client.accountId(), "x"));
    String delivered = ended(1).getFirst().path("id").asString();

    relay
        .duringAnothersChange(
            () -> client.call("POST", "/deliveries/" + delivered + "/redeliver", ""),
            "update relay.subscription set active = false where subscription_id = '%s'"
                .formatted(webhook),
            "update relay.work_lane set paused_until = 'infinity', next_due = 'infinity' where lane = '%s'"
                .formatted(webhook))
        .is(202);

    assertThat(
            relay
                .jdbc
                .sql("select paused_until = 'infinity' from relay.work_lane where lane = ?")
                .param(webhook)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void aSecondReplayOfAWebhookHasToWait() {
    String webhook = client.subscribe(receiver.url());
    relay
        .jdbc
        .sql(
            """
            insert into relay.replay (replay_id, subscription_id, failed_only, created_at,
              next_offsets, end_offsets, due_at)
            values (?, ?, false, now(), '{0}', '{1}', 'infinity')
            """)
        .params("rp_" + webhook, webhook)
        .update();

    Client.Reply refused =
        client
            .call("POST", "/" + webhook + "/replay", "{\"since\":\"%s\"}".formatted(Instant.now()))
            .is(409);

    assertThat(refused.body().path("code").asString()).isEqualTo("replay_running");
  }

  @Test
  void aReplayThatCannotGoOnHoldsUpNoOther() {
    String stuck = client.subscribe(receiver.url() + "/stuck");
    relay
        .jdbc
        .sql(
            """
            insert into relay.replay (replay_id, subscription_id, failed_only, created_at,
              next_offsets, end_offsets, due_at)
            values (?, ?, false, now(), array_fill(0, array[200]), array_fill(0, array[199]) || 9,
              '-infinity')
            """)
        .params("rp_" + stuck, stuck)
        .update();
    String webhook = client.subscribe(receiver.url());

    JsonNode replay = replayed(webhook, "{'since':'%s'}".formatted(Instant.now()));

    assertThat(replay.path("status").asString()).isEqualTo("ended");
    relay.jdbc.sql("delete from relay.replay where subscription_id = ?").param(stuck).update();
  }

  @Test
  void whatIsReplayedBeforeItComesFromTheTopicIsDeliveredOnce() {
    String webhook = client.subscribe(receiver.url());
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    Instant since = Instant.now();
    relay.publish(event);
    ended(1);
    // As if the relay had not got to it yet.
    relay.jdbc.sql("delete from relay.delivery where event_id = ?").param(event.getId()).update();
    replayed(webhook, "{'since':'%s'}".formatted(since));
    receiver.await(2);

    relay.accept(List.of(event));

    assertThat(receiver.requests()).hasSize(2);
  }

  @Test
  void whatIsStillPendingIsNotDoubled() {
    String webhook = client.subscribe(receiver.url());
    client.toggle(webhook).is(200);
    Instant since = Instant.now();
    relay.publish(Events.text(client.accountId(), "x"));
    String pending =
        await()
            .atMost(LIMIT)
            .until(() -> deliveries(""), it -> !it.isEmpty())
            .getFirst()
            .path("id")
            .asString();

    JsonNode same = client.call("POST", "/deliveries/" + pending + "/redeliver", "").is(202).data();
    replayed(webhook, "{'since':'%s'}".formatted(since));

    assertThat(same.path("id").asString()).isEqualTo(pending);
    client.toggle(webhook).is(200);
    assertThat(ended(1)).hasSize(1);
    assertThat(receiver.await(1)).hasSize(1);
  }

  @Test
  void whatWouldBeTriedAgainInAnHourIsTriedNow(@TempDir Path directory) {
    try (OwnRelays relays = new OwnRelays(directory)) {
      RelayFixture patient = relays.start(Map.of("chasqui.relay.retries", "1h,1h"));
      Client own = patient.newClient();
      receiver.answerInOrder(Answer.status(500), Answer.status(500), Answer.status(200));
      String webhook = own.subscribe(receiver.url());
      Instant since = Instant.now();
      patient.publish(Events.texts(own.accountId(), 2));
      receiver.await(2);
      List<JsonNode> pending =
          await()
              .atMost(LIMIT)
              .until(
                  () -> deliveries(own, "?status=pending"),
                  found ->
                      found.stream().filter(it -> it.path("attemptCount").asInt() == 1).count()
                          == 2);

      String one = pending.getFirst().path("id").asString();
      own.call("POST", "/deliveries/" + one + "/redeliver", "").is(202);
      receiver.await(3);
      own.call("POST", "/" + webhook + "/replay", "{\"since\":\"%s\"}".formatted(since)).is(202);

      // One was delivered, and is once more; the other was pending, and is tried now.
      assertThat(receiver.await(5)).hasSize(5);
      await()
          .atMost(LIMIT)
          .until(() -> deliveries(own, "?status=delivered"), found -> found.size() == 3);
      assertThat(deliveries(own, "")).hasSize(3);
    }
  }

  @Test
  void aReplaySinceATimeDeliversWhatTheWebhookWantsOfThatTime() {
    client.subscribe(receiver.url(), "message");
    relay.publish(Events.texts(client.accountId(), 3));
    ended(3);
    Instant since = Instant.now();
    await().atMost(LIMIT).until(() -> Instant.now().isAfter(since.plusMillis(1)));
    List<WhatsAppEvent> later = Events.texts(client.accountId(), 4);
    relay.publish(later);
    relay.publish(Events.ack(client.accountId()));
    relay.publish(Events.text(relay.newClient().accountId(), "another's"));
    ended(7);
    String webhook = client.list().get(0).path("id").asString();

    JsonNode replay = replayed(webhook, "{'since':'%s'}".formatted(since));

    assertThat(replay.path("deliveries").asInt()).isEqualTo(4);
    List<ReceivedRequest> requests = receiver.await(11);
    assertThat(requests.subList(7, 11))
        .extracting(ReplayTest::eventId)
        .containsExactlyInAnyOrderElementsOf(idsOf(later));
    assertThat(ended(11).stream().filter(it -> it.has("replayId")))
        .extracting(it -> it.path("replayId").asString())
        .containsOnly(replay.path("id").asString());
  }

  @Test
  void aReplayFromAnEventBeginsWithIt() {
    String webhook = client.subscribe(receiver.url());
    List<WhatsAppEvent> events = Events.texts(client.accountId(), 5);
    events.forEach(relay::publish);
    ended(5);

    JsonNode replay = replayed(webhook, "{'fromEventId':'%s'}".formatted(events.get(2).getId()));

    // All are of one chat, hence of one partition and in order.
    List<ReceivedRequest> requests = receiver.await(8);
    assertThat(requests.subList(5, 8))
        .extracting(ReplayTest::eventId)
        .containsExactlyInAnyOrderElementsOf(idsOf(events.subList(2, 5)));
    assertThat(ended(8)).hasSize(8);
    assertThat(replay.path("fromEventId").asString()).isEqualTo(events.get(2).getId());
  }

  @Test
  void aReplayOfWhatFailedLeavesTheRestAlone() {
    String webhook = client.subscribe(receiver.url());
    Instant since = Instant.now();
    List<WhatsAppEvent> taken = Events.texts(client.accountId(), 2);
    relay.publish(taken);
    ended(2);
    receiver.answer(Answer.status(400));
    List<WhatsAppEvent> refused = Events.texts(client.accountId(), 2);
    relay.publish(refused);
    ended(4);
    receiver.answer(Answer.status(200));

    JsonNode replay = replayed(webhook, "{'since':'%s','failedOnly':true}".formatted(since));

    assertThat(replay.path("deliveries").asInt()).isEqualTo(2);
    assertThat(ended(6).stream().filter(it -> it.has("replayId")))
        .extracting(ReplayTest::eventId)
        .containsExactlyInAnyOrderElementsOf(idsOf(refused));
  }

  @Test
  void aReplayOfManyGoesOnInPartsUntilAllAreDelivered() {
    String webhook = client.subscribe(receiver.url());
    Instant since = Instant.now();
    List<WhatsAppEvent> events =
        Stream.iterate(0, i -> i < 1_200, i -> i + 1)
            .map(
                i -> {
                  WhatsAppEvent event = Events.text(client.accountId(), "text " + i);
                  event.setChatId("chat-" + i % 40);
                  return event;
                })
            .toList();
    relay.publish(events);
    receiver.await(1_200);

    JsonNode replay = replayed(webhook, "{'since':'%s'}".formatted(since));

    assertThat(replay.path("deliveries").asInt()).isEqualTo(1_200);
    assertThat(Instant.parse(replay.path("since").asString()))
        .isCloseTo(since, within(1, ChronoUnit.MICROS));
    List<String> again =
        receiver.await(2_400).subList(1_200, 2_400).stream().map(ReplayTest::eventId).toList();
    assertThat(again).containsExactlyInAnyOrderElementsOf(idsOf(events));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|since: give since or fromEventId, and not both",
        "{'since':'2026-01-31T12:00:00Z','fromEventId':'x'}|since: give since or fromEventId, and not both",
        "{'since':'2026-01-31T12:00:00Z','failedonly':true}|failedonly: is not known; known are since, fromEventId, failedOnly",
        "{'since':'9000-01-01T00:00:00Z'}|since: is in the future",
        "{'since':'yesterday'}|since: must be a time such as 2027-01-31T12:00:00Z",
        "{'fromEventId':'evt_none'}|fromEventId: no delivery of this event is known; give a time"
            + " (since) instead"
      })
  void aWrongWishIsToldWhatIsWrong(String body, String error) {
    String webhook = client.subscribe(receiver.url());

    Client.Reply reply = client.call("POST", "/" + webhook + "/replay", body.replace('\'', '"'));

    assertThat(reply.is(400).body().path("error").asString()).isEqualTo(error);
  }

  @Test
  void theReplaysOfAWebhookAreListed() {
    String webhook = client.subscribe(receiver.url());
    replayed(webhook, "{'since':'%s'}".formatted(Instant.now()));

    JsonNode list = client.call("GET", "/" + webhook + "/replays", "").is(200).data();

    assertThat(list.size()).isEqualTo(1);
    assertThat(list.get(0).path("status").asString()).isEqualTo("ended");
    assertThat(list.get(0).path("left").asInt()).isZero();
    client.call("GET", "/" + webhook + "/replays/rp_none", "").is(404);
  }
}
