package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.WebhookReceiver;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What became of deliveries, as callers ask for it over REST. */
class DeliveryLogTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  /** What is found, once it is as many. */
  private List<JsonNode> found(int count, Map<String, String> query) {
    return await()
        .atMost(LIMIT)
        .until(() -> search(client, query), deliveries -> deliveries.size() == count);
  }

  private static List<JsonNode> search(Client who, Map<String, String> query) {
    return deliveries(page(who, query).is(200).data());
  }

  private static List<JsonNode> deliveries(JsonNode page) {
    return page.path("deliveries").valueStream().toList();
  }

  private static Client.Reply page(Client who, Map<String, String> query) {
    String text =
        query.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
    return who.call("GET", "/deliveries" + text, "");
  }

  private WhatsAppEvent published() {
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    relay.publish(event);
    return event;
  }

  private WhatsAppEvent publishedOf(String chat) {
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    event.setChatId(chat);
    relay.publish(event);
    return event;
  }

  private static Map<String, String> status(String status) {
    return Map.of("status", status);
  }

  @Test
  void aDeliveryIsFoundByItsEventWithEachAttempt() {
    receiver.answerInOrder(Answer.status(503).body("busy"), Answer.status(204));
    String webhook = client.subscribe(receiver.url());
    WhatsAppEvent event = published();
    receiver.await(2);
    found(1, Map.of("eventId", event.getId(), "status", "delivered"));

    JsonNode brief = found(1, Map.of("eventId", event.getId())).getFirst();
    JsonNode whole = get(brief.path("id").asString()).is(200).data();

    assertThat(brief.path("webhookId").asString()).isEqualTo(webhook);
    assertThat(brief.path("type").asString()).isEqualTo("message");
    assertThat(brief.path("chatId").asString()).isEqualTo(event.getChatId());
    assertThat(brief.path("attemptCount").asInt()).isEqualTo(2);
    assertThat(brief.path("lastAttempt").path("status").asInt()).isEqualTo(204);
    assertThat(Instant.parse(brief.path("createdAt").asString()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(whole.path("status").asString()).isEqualTo("delivered");
    JsonNode first = whole.path("attempts").get(0);
    assertThat(first.path("number").asInt()).isEqualTo(1);
    assertThat(first.path("status").asInt()).isEqualTo(503);
    assertThat(first.path("answer").asString()).isEqualTo("busy");
    assertThat(first.path("error").asString()).isEqualTo("HTTP 503");
    assertThat(first.path("address").asString()).isEqualTo("127.0.0.1:" + receiver.port());
    assertThat(first.path("tookMs").isNumber()).isTrue();
    assertThat(Instant.parse(first.path("nextAttemptAt").asString()))
        .isAfter(Instant.parse(first.path("at").asString()));
    assertThat(whole.path("attempts").get(1).has("nextAttemptAt")).isFalse();
  }

  private Client.Reply get(String id) {
    return client.call("GET", "/deliveries/" + id, "");
  }

  @Test
  void eachIsFoundByItsStatus() {
    receiver.answerInOrder(Answer.status(200));
    client.subscribe(receiver.url());
    WhatsAppEvent delivered = published();
    found(1, status("delivered"));
    receiver.answer(Answer.status(400));
    WhatsAppEvent failed = published();
    JsonNode failure = found(1, status("failed")).getFirst();
    String off = client.list().get(0).path("id").asString();
    client.toggle(off).is(200);
    WhatsAppEvent waiting = published();

    assertThat(found(1, status("pending")).getFirst().path("eventId").asString())
        .isEqualTo(waiting.getId());
    assertThat(failure.path("eventId").asString()).isEqualTo(failed.getId());
    assertThat(failure.path("reason").asString()).contains("HTTP 400");
    assertThat(failure.path("attemptCount").asInt()).isEqualTo(4);
    assertThat(search(client, status("delivered")).getFirst().path("eventId").asString())
        .isEqualTo(delivered.getId());
  }

  @Test
  void aChatsDeliveriesAreFoundAndNoOthers() {
    client.subscribe(receiver.url());
    WhatsAppEvent ana = publishedOf("57300111");
    publishedOf("57300222");
    found(2, Map.of());

    assertThat(search(client, Map.of("chatId", "57300111")))
        .extracting(it -> it.path("eventId").asString())
        .containsExactly(ana.getId());
  }

  @Test
  void aTimeBoundsWhatIsFound() {
    client.subscribe(receiver.url());
    WhatsAppEvent early = published();
    Instant between =
        Instant.parse(found(1, Map.of()).getFirst().path("createdAt").asString()).plusMillis(1);
    await().atMost(LIMIT).until(() -> Instant.now().isAfter(between));
    WhatsAppEvent late = published();
    found(2, Map.of());

    assertThat(search(client, Map.of("since", between.toString())))
        .extracting(it -> it.path("eventId").asString())
        .containsExactly(late.getId());
    assertThat(search(client, Map.of("until", between.toString())))
        .extracting(it -> it.path("eventId").asString())
        .containsExactly(early.getId());
  }

  @Test
  void pagesShowEachOnceTheNewestFirst() {
    client.subscribe(receiver.url());
    client.subscribe(receiver.url() + "/other");
    relay.publish(Events.texts(client.accountId(), 5));
    List<JsonNode> all = found(10, Map.of());

    List<String> paged = new ArrayList<>();
    String after = "";
    do {
      JsonNode page =
          page(
                  client,
                  after.isEmpty() ? Map.of("limit", "3") : Map.of("limit", "3", "after", after))
              .is(200)
              .data();
      deliveries(page).forEach(it -> paged.add(it.path("id").asString()));
      after = page.path("next").asString("");
    } while (!after.isEmpty());

    assertThat(paged)
        .containsExactlyElementsOf(all.stream().map(it -> it.path("id").asString()).toList())
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void whatIsDroppedIsShownAsFailed() {
    String id = client.registered("{'url':'%s','whenOff':'drop'}".formatted(receiver.url()));
    client.toggle(id).is(200);
    published();

    JsonNode dropped = found(1, status("failed")).getFirst();

    assertThat(dropped.path("reason").asString()).isEqualTo("dropped: the webhook was off");
    assertThat(dropped.path("attemptCount").asInt()).isZero();
  }

  @Test
  void othersSeeNothingOfIt() {
    String webhook = client.subscribe(receiver.url());
    WhatsAppEvent event = published();
    String id = found(1, Map.of()).getFirst().path("id").asString();
    Client colleague = relay.newClientOf(client.tenantId());

    for (Client other : List.of(relay.newClient(), colleague)) {
      assertThat(search(other, Map.of("eventId", event.getId()))).isEmpty();
      page(other, Map.of("webhookId", webhook)).is(404);
      other.call("GET", "/deliveries/" + id, "").is(404);
      other.call("POST", "/deliveries/" + id + "/redeliver", "").is(404);
      other
          .call("POST", "/" + webhook + "/replay", "{\"since\":\"" + Instant.now() + "\"}")
          .is(404);
      other.call("GET", "/" + webhook + "/replays", "").is(404);
      other.call("GET", "/" + webhook + "/replays/rp_1", "").is(404);
    }
    client.withKey(null).call("GET", "/deliveries", "").is(401);
  }

  @ParameterizedTest
  @CsvSource({
    "status,gone,'status: must be one of: pending, delivered, failed'",
    "since,yesterday,since: must be a time such as 2027-01-31T12:00:00Z",
    "until,1,until: must be a time such as 2027-01-31T12:00:00Z",
    "since,1969-12-31T23:59:59Z,since: must be a time such as 2027-01-31T12:00:00Z",
    "until,+1000000000-01-01T00:00:00Z,until: must be a time such as 2027-01-31T12:00:00Z",
    "after,x,after: is not from an earlier answer",
    "eventid,x,'eventid: is not known; known are webhookId, eventId, chatId, status, since, until, after, limit'",
    "eventId,'','eventId: must not be empty, nor have a NUL'",
    "limit,0,limit: must be from 1 to 500",
    "limit,501,limit: must be from 1 to 500"
  })
  void aWrongQueryIsToldWhatIsWrong(String name, String value, String error) {
    assertThat(page(client, Map.of(name, value)).is(400).body().path("error").asString())
        .isEqualTo(error);
  }

  @Test
  void whatPostgresCannotHoldIsRefused() {
    assertThat(page(client, Map.of("eventId", "a\0b", "chatId", "\0")).is(400).body().toString())
        .contains(
            "eventId: must not be empty, nor have a NUL; chatId: must not be empty, nor have a NUL");
  }

  @Test
  void anUnknownDeliveryIsNotFound() {
    get("01900000-0000-7000-8000-000000000000").is(404);
    get("nonsense").is(404);
    page(client, Map.of("webhookId", "wh_none")).is(404);
  }
}
