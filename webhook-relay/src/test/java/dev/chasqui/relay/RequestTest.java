package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a subscription's terms do to its deliveries. */
class RequestTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private void subscribe(String fields) {
    client.register("{'url':'%s',%s}".formatted(receiver.url(), fields)).is(201);
  }

  private static String header(ReceivedRequest request, String name) {
    return request.header(name).orElse("");
  }

  @Test
  void itsOwnHeadersAreSent() {
    subscribe("'headers':{'Authorization':'Bearer abc','X-Env':'a b'}");

    relay.publish(Events.text(client.accountId(), "x"));

    ReceivedRequest request = receiver.await(1).getFirst();
    assertThat(header(request, "authorization")).isEqualTo("Bearer abc");
    assertThat(header(request, "x-env")).isEqualTo("a b");
    assertThat(header(request, "chasqui-event")).isEqualTo("message");
  }

  @Test
  void allAttemptsOfAnEventAreOneTrace() {
    subscribe("'events':['*']");
    receiver.answerInOrder(Answer.status(500), Answer.status(200));

    relay.publish(Events.text(client.accountId(), "x"));

    List<String> traces =
        receiver.await(2).stream().map(request -> header(request, "traceparent")).toList();
    assertThat(traces).doesNotHaveDuplicates().allMatch(Traces::isOne);
    assertThat(traces).extracting(Traces::id).containsOnly(Traces.id(traces.getFirst()));
  }

  @Test
  void theTraceOfAnEventGoesOn() {
    subscribe("'events':['*']");
    String given = "00-" + TRACE + "-b7ad6b7169203331-00";

    relay.publish(List.of(Events.text(client.accountId(), "x")), Map.of("traceparent", given));

    String sent = header(receiver.await(1).getFirst(), "traceparent");
    assertThat(sent).matches("00-" + TRACE + "-[0-9a-f]{16}-00").isNotEqualTo(given);
  }

  @Test
  void aTraceThatIsNoneIsReplaced() {
    subscribe("'events':['*']");

    relay.publish(
        List.of(Events.text(client.accountId(), "x")), Map.of("traceparent", "00-zz\r\nX: y"));

    assertThat(header(receiver.await(1).getFirst(), "traceparent")).matches(Traces::isOne);
  }

  @Test
  void theEventsOfAllItsAccountsArrive() {
    Client sibling = relay.newClientOf(client.tenantId());
    subscribe("'accounts':[%d,%d]".formatted(client.accountId(), sibling.accountId()));

    relay.publish(
        Events.text(client.accountId(), "own"), Events.text(sibling.accountId(), "sibling"));

    assertThat(receiver.await(2))
        .extracting(request -> request.text().contains("\"own\""))
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void eventsOfSeveralAccountsInOneBatchReachEachOnesSubscribers() {
    Client sibling = relay.newClientOf(client.tenantId());
    Client unheard = relay.newClient();
    subscribe("'accounts':[%d,%d]".formatted(client.accountId(), sibling.accountId()));
    List<WhatsAppEvent> events =
        Stream.of(client, unheard, sibling).map(it -> Events.text(it.accountId(), "x")).toList();
    try (WebhookReceiver own = WebhookReceiver.start()) {
      client.subscribe(own.url());

      relay.accept(events);

      assertThat(receiver.await(2))
          .extracting(request -> header(request, "webhook-id"))
          .containsExactlyInAnyOrder(events.getFirst().getId(), events.getLast().getId());
      assertThat(own.await(1))
          .extracting(request -> header(request, "webhook-id"))
          .containsExactly(events.getFirst().getId());
      assertThat(relay.logged(events.get(1).getId())).isEmpty();
    }
  }

  @Test
  void noMoreThanItsRateArrives() {
    subscribe("'ratePerSecond':10");

    relay.publish(Events.texts(client.accountId(), 15));

    List<ReceivedRequest> requests = receiver.await(15);
    // Between 11 attempts are ten tenths of a second, less what one may be late and the next is
    // not.
    for (int i = 10; i < requests.size(); i++) {
      assertThat(Duration.between(requests.get(i - 10).arrivedAt(), requests.get(i).arrivedAt()))
          .isGreaterThan(Duration.ofMillis(600));
    }
    assertThat(requests).extracting(r -> header(r, "chasqui-attempt")).containsOnly("1");
  }

  @Test
  void aRateThatIsChangedHoldsFromThenOn() {
    String id = client.subscribe(receiver.url());
    client.change(id, "{'ratePerSecond':0.01}").is(200);
    relay.publish(Events.texts(client.accountId(), 3));
    receiver.await(1);

    client.change(id, "{'ratePerSecond':null}").is(200);

    assertThat(receiver.await(3)).hasSize(3);
  }

  @Test
  void aChangeDoesNotSwitchASubscriptionOn() {
    String id = client.subscribe(receiver.url());
    client.toggle(id).is(200);

    client.change(id, "{'ratePerSecond':100,'description':'x'}").is(200);
    relay.publish(Events.text(client.accountId(), "x"));

    await().during(Duration.ofMillis(700)).until(() -> receiver.requests().isEmpty());
    client.toggle(id).is(200);
    assertThat(receiver.await(1)).hasSize(1);
  }

  @Test
  void anAddressThatIsNoLongerAllowedIsRefusedAtTheAttempt(@TempDir Path directory) {
    try (OwnRelays relays = new OwnRelays(directory)) {
      RelayFixture open = relays.start(Map.of());
      Client own = open.newClient();
      own.subscribe(receiver.url());
      relays.stop(open);
      RelayFixture closed = relays.start(Map.of("chasqui.relay.allowed-receivers", "10.0.0.0/8"));
      WhatsAppEvent event = Events.text(own.accountId(), "x");

      closed.publish(event);

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(closed.attempts(event.getId()))
                      .extracting(row -> String.valueOf(row.get("error")))
                      .hasSizeGreaterThan(1)
                      .allMatch(error -> error.contains("https only")));
      assertThat(receiver.requests()).isEmpty();
    }
  }

  /** The parts of {@code traceparent}. */
  private static final class Traces {

    static boolean isOne(String header) {
      return header.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    static String id(String header) {
      return header.substring(3, 35);
    }
  }
}
