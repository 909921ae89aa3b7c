package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances, and a database that goes away in the middle. */
class InstancesTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CHATS = 30;

  @Test
  void severalInstancesLoseNothingWhileTheyComeAndGo(@TempDir Path directory) {
    try (OwnRelays relays = new OwnRelays(directory);
        WebhookReceiver steady = WebhookReceiver.start();
        WebhookReceiver moody = WebhookReceiver.start();
        WebhookReceiver orderly = WebhookReceiver.start()) {
      moody.answerBy(request -> Answer.status(isRefused(request) ? 500 : 200));
      orderly.answerBy(request -> Answer.status(isRefused(request) ? 400 : 200));
      RelayFixture first = relays.start(Map.of());
      Client client = first.newClient();
      client.subscribe(steady.url());
      client.subscribe(moody.url());
      client.register("{'url':'%s','order':'chat'}".formatted(orderly.url())).is(201);
      RelayFixture second = relays.start(Map.of());
      // Spread over chats, and with them over partitions and instances.
      List<WhatsAppEvent> events = Events.texts(client.accountId(), 900);
      for (int i = 0; i < events.size(); i++) {
        events.get(i).setChatId("chat-" + i % CHATS);
      }

      first.publish(events.subList(0, 300));
      steady.await(50);
      relays.stop(second);
      first.publish(events.subList(300, 600));
      RelayFixture third = relays.start(Map.of());
      third.publish(events.subList(600, 900));

      Set<String> expected = events.stream().map(WhatsAppEvent::getId).collect(Collectors.toSet());
      awaitEach(steady, expected);
      awaitEach(moody, expected);
      awaitEach(orderly, expected);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(states(first))
                      .as("all deliveries are done")
                      .containsExactly("delivered 2700"));
      assertThat(arrivals(orderly)).allSatisfy((_, numbers) -> assertThat(numbers).isSorted());
    }
  }

  /** Never a second attempt: one that meets every refusal by chance would be given up. */
  private static boolean isRefused(ReceivedRequest request) {
    return request.number() % 5 == 0 && request.header("chasqui-attempt").orElse("").equals("1");
  }

  private static void awaitEach(WebhookReceiver receiver, Set<String> expected) {
    receiver.await(all -> ids(all).equals(expected), LIMIT);
  }

  private static Set<String> ids(List<ReceivedRequest> requests) {
    return requests.stream()
        .map(request -> request.header("webhook-id").orElse(""))
        .collect(Collectors.toSet());
  }

  /** The numbers of the events of each chat, as each arrived for the first time. */
  private static Map<Integer, List<Integer>> arrivals(WebhookReceiver receiver) {
    return receiver.requests().stream()
        .map(request -> request.text().replaceAll("(?s).*\"body\":\"text (\\d+)\".*", "$1"))
        .map(Integer::valueOf)
        .distinct()
        .collect(Collectors.groupingBy(number -> number % CHATS));
  }

  private static List<String> states(RelayFixture relay) {
    return relay
        .jdbc
        .sql("select status || ' ' || count(*) from relay.delivery group by status order by status")
        .query(String.class)
        .list();
  }

  @Test
  void whatWasPostedWhileTheDatabaseWentAwayIsNotPostedAgain(@TempDir Path directory) {
    try (OwnRelays relays = new OwnRelays(directory);
        WebhookReceiver receiver = WebhookReceiver.start()) {
      RelayFixture relay = relays.start(Map.of("chasqui.relay.patience", "5s"));
      Client client = relay.newClient();
      client.subscribe(receiver.url());
      AtomicBoolean stopping = new AtomicBoolean();
      AtomicBoolean stopped = new AtomicBoolean();
      receiver.answerBy(
          request -> {
            if (stopping.compareAndSet(false, true)) {
              relays.stopDatabase();
              stopped.set(true);
            }
            return Answer.status(200);
          });
      List<WhatsAppEvent> events = Events.texts(client.accountId(), 20);

      relay.publish(events);
      receiver.await(1);
      await().atMost(LIMIT).untilTrue(stopped);
      relay.publish(Events.texts(client.accountId(), 5));
      relays.startDatabase();

      receiver.await(all -> ids(all).size() == 25, LIMIT);
      String[] ids = events.stream().map(WhatsAppEvent::getId).toArray(String[]::new);
      await().atMost(LIMIT).untilAsserted(() -> assertThat(logged(relay, ids)).isEqualTo(20));
      assertThat(receiver.requests()).hasSize(25);
    }
  }

  /** The usual time is that of the service's settings, a minute. */
  @Test
  void aDatabaseThatVanishesWithoutAWordIsNotWaitedForForEver(@TempDir Path directory)
      throws Exception {
    try (OwnRelays relays = new OwnRelays(directory);
        SilentWire wire = new SilentWire(relays.databaseUrl());
        WebhookReceiver receiver = WebhookReceiver.start()) {
      RelayFixture relay =
          relays.start(
              Map.of("spring.datasource.url", wire.jdbcUrl(), "CHASQUI_DATABASE_TIMEOUT", "5"));
      Client client = relay.newClient();
      client.subscribe(receiver.url());
      relay.publish(Events.texts(client.accountId(), 1));
      receiver.await(1);

      wire.fallSilent();
      List<WhatsAppEvent> events = Events.texts(client.accountId(), 20);
      relay.publish(events);

      receiver.await(all -> ids(all).size() == 21, LIMIT);
      String[] ids = events.stream().map(WhatsAppEvent::getId).toArray(String[]::new);
      await().atMost(LIMIT).untilAsserted(() -> assertThat(logged(relay, ids)).isEqualTo(20));
      assertThat(receiver.requests()).hasSize(21);
    }
  }

  @Test
  void anOrderlyStopRecordsAndCommitsWhatIsPosted(@TempDir Path directory) throws Exception {
    try (OwnRelays relays = new OwnRelays(directory);
        WebhookReceiver receiver = WebhookReceiver.start()) {
      RelayFixture relay = relays.start(Map.of());
      Client client = relay.newClient();
      client.subscribe(receiver.url());
      for (int taken = 0; taken < 9; taken++) {
        relay.publish(Events.texts(client.accountId(), 1));
        receiver.await(taken + 1);
      }

      try (Connection slow = relay.database.dataSource().getConnection()) {
        slow.setAutoCommit(false);
        slow.createStatement().execute("lock table relay.delivery in exclusive mode");
        relay.publish(Events.texts(client.accountId(), 1));
        receiver.await(10);
        // Not in the common pool, which Spring needs for it.
        CompletableFuture<Void> stopped =
            CompletableFuture.runAsync(() -> relays.stop(relay), Thread::startVirtualThread);
        await()
            .during(Duration.ofSeconds(1))
            .atMost(LIMIT)
            .until(() -> !relays.consumers().members().isEmpty());
        slow.commit();
        assertThat(stopped).succeedsWithin(LIMIT);
      }

      assertThat(relays.consumers().committed()).isEqualTo(10);
      relays.start(Map.of()).publish(Events.texts(client.accountId(), 1));
      receiver.await(11);
      assertThat(receiver.requests()).hasSize(11);
    }
  }

  private static long logged(RelayFixture relay, String... eventIds) {
    return relay
        .jdbc
        .sql(
            "select count(*) from "
                + RelayFixture.ATTEMPTS
                + " where event_id in (:ids) and status = 200")
        .param("ids", Arrays.asList(eventIds))
        .query(Long.class)
        .single();
  }
}
