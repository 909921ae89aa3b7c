package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One subscription with many events at once, in all partitions. */
class BusySubscriptionTest {

  private static final int EVENTS = 600;
  private static final Duration ANSWERS_AFTER = Duration.ofMillis(100);

  @Test
  void batchesThatComeTogetherDoNotDriveEachOtherIntoTheQueue(@TempDir Path directory) {
    try (OwnRelays relays = new OwnRelays(directory);
        WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.answer(Answer.status(200).after(ANSWERS_AFTER));
      RelayFixture relay = relays.start(Map.of("chasqui.relay.patience", "1m"));
      Client client = relay.newClient();
      client.subscribe(receiver.url());

      relay.publish(events(client.accountId()));
      receiver.await(EVENTS);

      assertThat(queued(relay)).isZero();
    }
  }

  private static List<WhatsAppEvent> events(long accountId) {
    List<WhatsAppEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      WhatsAppEvent event = Events.text(accountId, "text");
      event.setChatId("chat" + i);
      events.add(event);
    }
    return events;
  }

  /** Deliveries that waited in the queue, or wait there. */
  private static long queued(RelayFixture relay) {
    return relay
        .jdbc
        .sql("select count(*) from relay.work_item where fence > 0 or state < 3")
        .query(Long.class)
        .single();
  }
}
