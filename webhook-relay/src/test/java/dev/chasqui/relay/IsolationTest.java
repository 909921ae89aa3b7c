package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dead and a hanging subscriber beside a healthy one, all three to every event. */
class IsolationTest {

  private static final Logger LOG = LoggerFactory.getLogger(IsolationTest.class);
  private static final int EVENTS = 200;
  private static final int MILLIS_BETWEEN = 20;
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, Instant> published = new ConcurrentHashMap<>();

  @Test
  void theOthersFailuresDoNotDelayAHealthySubscriber(@TempDir Path directory) throws Exception {
    try (OwnRelays relays = new OwnRelays(directory);
        WebhookReceiver healthy = WebhookReceiver.start();
        WebhookReceiver hanging = WebhookReceiver.start()) {
      hanging.answer(Answer.hang());
      RelayFixture relay =
          relays.start(Map.of("chasqui.relay.attempt-timeout", ATTEMPT_TIMEOUT.toString()));
      Client client = relay.newClient();
      client.subscribe(healthy.url());
      relay.publish(Events.text(client.accountId(), "warm up"));
      healthy.await(1);

      List<Duration> alone = latencies(relay, client, healthy);
      WebhookReceiver dead = WebhookReceiver.start();
      client.subscribe(dead.url());
      dead.close();
      client.subscribe(hanging.url());
      List<Duration> beside = latencies(relay, client, healthy);

      LOG.info("alone: p50 {} ms, p95 {} ms", p(50, alone), p(95, alone));
      LOG.info("beside the others: p50 {} ms, p95 {} ms", p(50, beside), p(95, beside));
      assertThat(p(50, beside)).isLessThan(p(50, alone) + 500);
      assertThat(p(95, beside)).isLessThan(p(95, alone) + 1_500);
    }
  }

  private static long p(int percent, List<Duration> sorted) {
    return sorted.get(sorted.size() * percent / 100).toMillis();
  }

  private List<Duration> latencies(RelayFixture relay, Client client, WebhookReceiver healthy)
      throws Exception {
    int before = healthy.requests().size();
    publishEvenly(relay, client);
    return healthy.await(before + EVENTS).stream()
        .skip(before)
        .map(this::latency)
        .sorted()
        .toList();
  }

  private Duration latency(ReceivedRequest request) {
    return Duration.between(
        published.getOrDefault(request.header("webhook-id").orElse(""), Instant.MAX),
        request.arrivedAt());
  }

  private void publishEvenly(RelayFixture relay, Client client) throws Exception {
    AtomicInteger left = new AtomicInteger(EVENTS);
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> ticking =
          timer.scheduleAtFixedRate(
              () -> publishOne(relay, client, left), 0, MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
      org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> left.get() == 0);
      ticking.cancel(false);
    }
  }

  private void publishOne(RelayFixture relay, Client client, AtomicInteger left) {
    if (left.get() > 0) {
      WhatsAppEvent event = Events.text(client.accountId(), "x");
      published.put(event.getId(), Instant.now());
      relay.publish(event);
      left.decrementAndGet();
    }
  }
}
