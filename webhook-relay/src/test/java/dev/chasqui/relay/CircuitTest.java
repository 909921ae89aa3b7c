package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint that fails as a whole, and one that is asked for much at once. */
class CircuitTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BACKLOG = 300;
  private static final int LONG_BACKLOG = 3_000;

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  /** In several chats, and with them in several partitions. */
  private List<WhatsAppEvent> publishMany() {
    List<WhatsAppEvent> events = Events.texts(client.accountId(), BACKLOG);
    for (int i = 0; i < events.size(); i++) {
      events.get(i).setChatId("chat-" + i % 30);
    }
    relay.publish(events);
    return events;
  }

  private static Set<String> ids(List<ReceivedRequest> requests) {
    return requests.stream()
        .map(request -> request.header("webhook-id").orElse(""))
        .collect(Collectors.toSet());
  }

  private boolean isPaused(String subscription) {
    return relay
        .jdbc
        .sql("select paused_until > clock_timestamp() from relay.work_lane where lane = ?")
        .param(subscription)
        .query(Boolean.class)
        .single();
  }

  @Test
  void whileAnEndpointKeepsFailingItIsLeftAloneAndNoAttemptIsUsedUp() {
    receiver.answer(Answer.status(503));
    String subscription = client.subscribe(receiver.url());

    List<WhatsAppEvent> events = publishMany();
    await().atMost(LIMIT).until(() -> isPaused(subscription));
    assertThat(circuit(subscription)).isIn("open", "half_open");
    receiver.answer(Answer.status(200));

    Set<String> expected = events.stream().map(WhatsAppEvent::getId).collect(Collectors.toSet());
    receiver.await(all -> ids(all).equals(expected), LIMIT);
    // Every attempt was a request: those that were held back are neither counted nor logged.
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(logged(subscription)).isEqualTo(receiver.requests().size()));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(states(subscription)).containsExactly("3 300"));
    assertThat(circuit(subscription)).isEqualTo("closed");
    assertThat(attemptNumbers())
        .as("the attempts of each event, none of which is left out")
        .allSatisfy(
            numbers ->
                assertThat(numbers)
                    .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList()));
  }

  private Collection<List<Integer>> attemptNumbers() {
    return receiver.requests().stream()
        .collect(
            Collectors.groupingBy(
                request -> request.header("webhook-id").orElse(""),
                Collectors.mapping(
                    request -> Integer.valueOf(request.header("chasqui-attempt").orElse("")),
                    Collectors.toList())))
        .values();
  }

  private String circuit(String subscription) {
    return client.get(subscription).is(200).data().path("circuit").asString();
  }

  private long logged(String subscription) {
    return relay
        .jdbc
        .sql("select count(*) from " + RelayFixture.ATTEMPTS + " where subscription_id = ?")
        .param(subscription)
        .query(Long.class)
        .single();
  }

  private List<String> states(String subscription) {
    return relay
        .jdbc
        .sql(
            """
            select state || ' ' || count(*) from relay.work_item
            where key like '%:' || ? group by state order by state
            """)
        .param(subscription)
        .query(String.class)
        .list();
  }

  @Test
  void whileTrialCallsHangTheBacklogIsLeftWhereItIs() {
    receiver.answer(Answer.status(503));
    String subscription = client.subscribe(receiver.url());
    relay.publish(Events.texts(client.accountId(), LONG_BACKLOG));
    await().atMost(LIMIT).until(() -> isPaused(subscription));
    await()
        .atMost(LIMIT)
        .until(() -> states(subscription), it -> it.equals(List.of("0 " + LONG_BACKLOG)));
    receiver.answer(Answer.hang());
    int before = receiver.requests().size();
    long changes = changes(subscription);

    receiver.await(before + 2);
    await().atMost(LIMIT).until(() -> logged(subscription) >= before + 2);

    // A walk through the backlog, even if only once, would be two changes of each.
    assertThat(changes(subscription) - changes).isLessThan(LONG_BACKLOG);
  }

  private long changes(String subscription) {
    return relay
        .jdbc
        .sql("select sum(fence) from relay.work_item where key like '%:' || ?")
        .param(subscription)
        .query(Long.class)
        .single();
  }

  @Test
  void refusalsOfSingleEventsLeaveTheCircuitClosed() {
    receiver.answerBy(request -> Answer.status(isFirst(request) ? 400 : 200));
    String subscription = client.subscribe(receiver.url());

    publishMany();

    receiver.await(all -> all.size() >= 2 * BACKLOG, LIMIT);
    assertThat(isPaused(subscription)).isFalse();
  }

  private static boolean isFirst(ReceivedRequest request) {
    return request.header("chasqui-attempt").orElse("").equals("1");
  }

  @Test
  void noMoreThanTheCapIsInFlightAtOnce() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    receiver.answerBy(
        _ -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          await().pollDelay(Duration.ofMillis(300)).until(() -> true);
          now.decrementAndGet();
          return Answer.status(200);
        });
    client.subscribe(receiver.url());

    List<WhatsAppEvent> events = publishMany();

    Set<String> expected = events.stream().map(WhatsAppEvent::getId).collect(Collectors.toSet());
    List<ReceivedRequest> requests = receiver.await(all -> ids(all).equals(expected), LIMIT);
    assertThat(most).hasValueLessThanOrEqualTo(64);
    assertThat(requests).hasSize(BACKLOG).allMatch(CircuitTest::isFirst);
  }
}
