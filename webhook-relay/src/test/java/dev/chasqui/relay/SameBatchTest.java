package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.relay.log.DeliveryIds;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A relay has the same records twice: two threads have them, since after an outage a partition went
 * to one while the other was still retrying them, or a batch has them twice.
 */
class SameBatchTest {

  private static final int EVENTS = 50;

  /** More than are ever recorded together. */
  private static final int MANY = 2_100;

  private static final int THREADS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void whatTwoThreadsHaveIsPostedOnce() throws Exception {
    RelayFixture relay = RelayFixture.shared();
    Client client = relay.newClient();
    try (WebhookReceiver receiver = WebhookReceiver.start();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      receiver.answer(Answer.status(200).after(Duration.ofMillis(50)));
      client.subscribe(receiver.url());
      List<WhatsAppEvent> events = Events.texts(client.accountId(), EVENTS);
      Callable<Boolean> batch =
          () -> {
            relay.accept(events);
            return true;
          };

      for (var done : threads.invokeAll(Collections.nCopies(THREADS, batch))) {
        assertThat(done.get()).isTrue();
      }

      assertThat(receiver.await(EVENTS)).hasSize(EVENTS);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(events)
                      .allSatisfy(event -> assertThat(relay.attempts(event.getId())).hasSize(1)));
      assertThat(receiver.requests()).hasSize(EVENTS);
    }
  }

  @Test
  void whatABatchHasTwiceIsPostedOnce() {
    RelayFixture relay = RelayFixture.shared();
    Client client = relay.newClient();
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      client.subscribe(receiver.url());
      List<WhatsAppEvent> events = Events.texts(client.accountId(), MANY);

      relay.accept(Stream.concat(events.stream(), events.stream()).toList());

      assertThat(receiver.await(MANY)).hasSize(MANY);
      await().atMost(LIMIT).until(() -> attempts(relay, client) == MANY);
      assertThat(receiver.requests()).hasSize(MANY);
    }
  }

  @Test
  void whatAnotherInstanceRecordsMeanwhileIsKeptAndTheRestIsRecorded() {
    RelayFixture relay = RelayFixture.shared();
    Client client = relay.newClient();
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      String webhook = client.subscribe(receiver.url());
      List<WhatsAppEvent> events = Events.texts(client.accountId(), EVENTS);
      String others = events.getLast().getId();

      relay.duringAnothersChange(
          () -> {
            relay.accept(events);
            return true;
          },
          """
          insert into relay.delivery (delivery_id, event_id, event_type, account_id,
            subscription_id, event_partition, event_offset, status, attempts)
          values ('%s', '%s', 'message', %d, '%s', 0, 0, 'delivered', '[]')"""
              .formatted(
                  new DeliveryIds(Clock.systemUTC()).next(), others, client.accountId(), webhook));

      relay.awaitLogged(events, "delivered");
      assertThat(relay.attempts(others)).isEmpty();
    }
  }

  /** Of deliveries that were taken. */
  private static long attempts(RelayFixture relay, Client client) {
    return relay
        .jdbc
        .sql(
            """
            select coalesce(sum(jsonb_array_length(attempts)), 0) from relay.delivery
            where account_id = ? and status = 'delivered'""")
        .param(client.accountId())
        .query(Long.class)
        .single();
  }
}
