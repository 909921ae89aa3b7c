package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.Answer;
import dev.chasqui.testing.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dead and a hanging subscriber beside a healthy one, all three to every event. Attempts may last
 * longer than the test does, so whoever waited for the hanging one would never be done.
 */
class IsolationTest {

  private static final int EVENTS = 300;
  private static final int BATCHES = 10;
  private static final int CAP = 64;
  private static final int TENANTS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Map<String, String> SETTINGS =
      Map.of("chasqui.relay.attempt-timeout", "10m", "chasqui.relay.patience", PATIENCE.toString());

  @Test
  void theOthersFailuresDoNotDelayAHealthySubscriber(@TempDir Path directory) {
    try (OwnRelays relays = new OwnRelays(directory);
        WebhookReceiver healthy = WebhookReceiver.start();
        WebhookReceiver hanging = WebhookReceiver.start()) {
      hanging.answer(Answer.hang());
      RelayFixture relay = relays.start(SETTINGS);
      Client client = relay.newClient();
      client.subscribe(healthy.url());
      String hangs = client.subscribe(hanging.url());
      WebhookReceiver dead = WebhookReceiver.start();
      String isDead = client.subscribe(dead.url());
      dead.close();

      assertThat(waitingFor(relay, client, healthy))
          .as("not even the batch that finds out that one hangs waits for it")
          .isLessThan(PATIENCE);
      relay.publish(Events.texts(client.accountId(), EVENTS));
      healthy.await(BATCHES + EVENTS);

      assertThat(hanging.requests()).isNotEmpty();
      assertThat(ended(relay, hangs)).as("attempts at the hanging one that ended").isZero();
      assertThat(ended(relay, isDead)).as("attempts at the dead one that ended").isPositive();
    }
  }

  @Test
  void tenantsAtOneHostDoNotTakeEachOthersConnections(@TempDir Path directory) {
    try (OwnRelays relays = new OwnRelays(directory);
        WebhookReceiver host = WebhookReceiver.start()) {
      host.answerBy(request -> request.path().equals("/well") ? Answer.status(200) : Answer.hang());
      RelayFixture relay = relays.start(Map.of("chasqui.relay.attempt-timeout", "10m"));
      for (int i = 0; i < TENANTS; i++) {
        Client client = relay.newClient();
        client.subscribe(host.url() + "/hangs");
        relay.publish(Events.texts(client.accountId(), EVENTS));
      }
      host.await(TENANTS * CAP);

      Client client = relay.newClient();
      client.subscribe(host.url() + "/well");
      relay.publish(Events.text(client.accountId(), "x"));

      host.await(all -> all.stream().anyMatch(request -> request.path().equals("/well")));
    }
  }

  /**
   * How long batches of one event each take, one after the other; too few to fill the hanging one's
   * cap.
   */
  private static Duration waitingFor(RelayFixture relay, Client client, WebhookReceiver healthy) {
    long started = System.nanoTime();
    for (int i = 1; i <= BATCHES; i++) {
      relay.publish(Events.text(client.accountId(), "x"));
      healthy.await(i);
    }
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static long ended(RelayFixture relay, String subscription) {
    return relay
        .jdbc
        .sql("select count(*) from " + RelayFixture.ATTEMPTS + " where subscription_id = ?")
        .param(subscription)
        .query(Long.class)
        .single();
  }
}
