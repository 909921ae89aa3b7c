package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code order: chat}. */
class OrderTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CHATS = 20;
  private static final int OF_EACH = 15;

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private WhatsAppEvent event(String chat, int number) {
    WhatsAppEvent event = Events.text(client.accountId(), chat + "-" + number);
    event.setChatId(chat);
    return event;
  }

  private void subscribe() {
    client.register("{'url':'%s','order':'chat'}".formatted(receiver.url())).is(201);
  }

  private static String said(ReceivedRequest request) {
    return request.text().replaceAll("(?s).*\"body\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void whatFailsHoldsItsChatAndNoOther() throws InterruptedException {
    CountDownLatch other = new CountDownLatch(2);
    Set<String> before = ConcurrentHashMap.newKeySet();
    receiver.answerBy(
        request -> {
          String said = said(request);
          if (said.startsWith("b-")) {
            other.countDown();
          }
          if (said.equals("a-1") && request.header("chasqui-attempt").orElse("").equals("1")) {
            // Unanswered as long as the other chat takes, which is not to be held up by it.
            awaitShortly(other);
            receiver.requests().forEach(one -> before.add(said(one)));
            return Answer.status(500);
          }
          return Answer.status(200);
        });
    subscribe();

    relay.publish(event("a", 1), event("a", 2), event("a", 3), event("b", 1), event("b", 2));

    List<String> all = receiver.await(it -> it.size() >= 6).stream().map(OrderTest::said).toList();
    assertThat(before).containsExactlyInAnyOrder("a-1", "b-1", "b-2");
    assertThat(all)
        .filteredOn(it -> it.startsWith("a"))
        .containsExactly("a-1", "a-1", "a-2", "a-3");
    assertThat(all).filteredOn(it -> it.startsWith("b")).containsExactly("b-1", "b-2");
  }

  /** Less than an attempt may take. */
  private static void awaitShortly(CountDownLatch latch) {
    try {
      var _ = latch.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void everyChatIsInOrderThoughManyAttemptsFail() {
    receiver.answerBy(
        request ->
            Answer.status(
                request.number() % 4 == 0
                        && request.header("chasqui-attempt").orElse("").equals("1")
                    ? 400
                    : 200));
    subscribe();
    List<WhatsAppEvent> events = new ArrayList<>();
    for (int i = 0; i < OF_EACH; i++) {
      for (int chat = 0; chat < CHATS; chat++) {
        events.add(event("chat" + chat, i));
      }
    }

    relay.publish(events.subList(0, events.size() / 2));
    relay.publish(events.subList(events.size() / 2, events.size()));

    Set<String> expected = events.stream().map(WhatsAppEvent::getId).collect(Collectors.toSet());
    List<ReceivedRequest> requests =
        receiver.await(
            all -> all.stream().map(OrderTest::id).collect(Collectors.toSet()).equals(expected),
            LIMIT);
    // A refused one comes again before the next: so numbers never go down within a chat.
    Map<String, List<Integer>> byChat =
        requests.stream()
            .map(OrderTest::said)
            .collect(
                Collectors.groupingBy(
                    it -> it.substring(0, it.indexOf('-')),
                    Collectors.mapping(
                        it -> Integer.valueOf(it.substring(it.indexOf('-') + 1)),
                        Collectors.toList())));
    assertThat(byChat).hasSize(CHATS).allSatisfy((_, numbers) -> assertThat(numbers).isSorted());
  }

  private static String id(ReceivedRequest request) {
    return request.header("webhook-id").orElse("");
  }
}
