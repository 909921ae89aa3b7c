package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.relay.delivery.Purge;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.WebhookReceiver;
import dev.chasqui.workqueue.PostgresWorkQueue;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is forgotten, and what is not. */
class PurgeTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final Purge purge =
      new Purge(
          new PostgresWorkQueue(relay.database.dataSource(), "relay"),
          Duration.ofDays(7),
          Clock.systemUTC());

  @AfterEach
  void close() {
    receiver.close();
  }

  private WhatsAppEvent delivered() {
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    relay.publish(event);
    await().atMost(LIMIT).until(() -> relay.attempts(event.getId()).size() == 1);
    return event;
  }

  private void endedBefore(WhatsAppEvent event, String interval) {
    relay
        .jdbc
        .sql(
            "update relay.work_item set finished_at = now() - ?::interval"
                + " where key like ? || ':%'")
        .params(interval, event.getId())
        .update();
  }

  @Test
  void whatEndedMoreThanAWeekAgoIsForgotten() {
    // What is to keep an order goes through the queue.
    client.registered("{'url':'%s','order':'chat'}".formatted(receiver.url()));
    WhatsAppEvent old = delivered();
    WhatsAppEvent young = delivered();
    endedBefore(old, "7 days 1 hour");
    endedBefore(young, "6 days 23 hours");

    await().atMost(LIMIT).until(() -> !purge.run());

    assertThat(relay.deliveries(old.getId())).isEmpty();
    assertThat(relay.deliveries(young.getId())).containsExactly("3");
  }

  @Test
  void whatWaitsIsNeverForgotten() {
    String id = client.subscribe(receiver.url());
    client.toggle(id).is(200);
    WhatsAppEvent event = Events.text(client.accountId(), "x");
    relay.publish(event);
    await().atMost(LIMIT).until(() -> !relay.deliveries(event.getId()).isEmpty());

    relay
        .jdbc
        .sql(
            "update relay.work_item set due_at = now() - interval '20 days' where key like ? || ':%'")
        .param(event.getId())
        .update();
    await().atMost(LIMIT).until(() -> !purge.run());
    client.toggle(id).is(200);

    assertThat(receiver.await(1).getFirst().header("webhook-id")).contains(event.getId());
  }
}
