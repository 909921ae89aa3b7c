package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Account;
import dev.chasqui.e2e.processes.ServiceProcess;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.e2e.processes.WebhookApi;
import dev.chasqui.simulator.numbers.StatusPlan.Last;
import dev.chasqui.testing.WebhookReceiver;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each instance is stopped and started again while clients call, as for a new version. */
@ExtendWith(SharedTestbed.class)
@Tag("faults")
class RollingRestartTest {

  private static final String DRAIN = "--chasqui.http.drain=3s";
  private static final int CLIENTS = 6;
  private static final int CALLS_EACH_TIME = 100;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Testbed bed;
  private final SimulatorControl whatsapp;
  private final Account account;
  private final Instances senders;
  private final Instances relays;
  private final Instances inbounds;
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final AtomicInteger sent = new AtomicInteger();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();

  RollingRestartTest(Testbed bed) {
    this.bed = bed;
    this.whatsapp = bed.whatsapp();
    this.senders =
        new Instances(
            List.of(bed.sender("rolling-sender-a", DRAIN), bed.sender("rolling-sender-b", DRAIN)));
    this.relays = new Instances(List.of(relay("rolling-relay-a"), relay("rolling-relay-b")));
    this.inbounds = new Instances(List.of(bed.inbound(), bed.inbound("rolling-inbound", DRAIN)));
    rolling().forEach(ServiceProcess::start);
    this.account = bed.account(Last.SENT);
    rolling().forEach(ServiceProcess::awaitReady);
    whatsapp.forget();
  }

  private ServiceProcess relay(String name) {
    return bed.relay(name, DRAIN, "--chasqui.relay.allowed-receivers=127.0.0.1/32");
  }

  /** All but the one that WhatsApp calls. */
  private List<ServiceProcess> rolling() {
    return Stream.of(senders.all(), relays.all(), inbounds.all().subList(1, 2))
        .flatMap(List::stream)
        .toList();
  }

  @AfterEach
  void stop() {
    rolling().forEach(ServiceProcess::close);
    receiver.close();
  }

  @Test
  void noClientSeesAnErrorAndNothingIsSentOrDeliveredTwice() {
    String key = bed.apiKey(account).value();
    new WebhookApi(relays.all().getFirst().url(), bed.apiKey(account))
        .register(Map.of("url", receiver.url(), "events", List.of("message.ack")));
    AtomicBoolean over = new AtomicBoolean();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(() -> callUntil(over, key));
      }
      try {
        for (ServiceProcess instance : rolling()) {
          awaitCalls();
          instance.close();
          awaitCalls();
          instance.start();
          instance.awaitReady();
        }
        awaitCalls();
      } finally {
        over.set(true);
      }
    }

    assertThat(errors).isEmpty();
    // Some were answered as queued.
    await().atMost(LIMIT).until(() -> whatsapp.accepted() >= sent.get());
    assertThat(whatsapp.acceptedTwice()).isEmpty();
    assertThat(whatsapp.accepted()).isEqualTo(sent.get());
    await().atMost(LIMIT).until(() -> receiver.requests().size() >= sent.get());
    assertThat(receiver.requests())
        .extracting(request -> request.header("webhook-id").orElseThrow())
        .doesNotHaveDuplicates()
        .hasSize(sent.get());
  }

  private void awaitCalls() {
    int enough = sent.get() + CALLS_EACH_TIME;
    await().atMost(LIMIT).until(() -> sent.get() >= enough || !errors.isEmpty());
  }

  private void callUntil(AtomicBoolean over, String key) {
    while (!over.get() && errors.isEmpty()) {
      HttpRequest.Builder message =
          HttpRequest.newBuilder()
              .header("X-API-Key", key)
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"phone\":\"57300555%04d\",\"message\":\"hi\"}"
                          .formatted(sent.get() % 10_000)));
      if (isWell(senders, "/api/messages/send", message)) {
        sent.incrementAndGet();
      }
      HttpRequest.Builder read = HttpRequest.newBuilder().header("X-API-Key", key);
      isWell(relays, "/api/webhooks", read);
      isWell(inbounds, "/api/chats/" + account.id(), read);
    }
  }

  private boolean isWell(Instances service, String path, HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = service.call(path, request);
      if (answer.statusCode() / 100 == 2) {
        return true;
      }
      errors.add(path + " " + answer.statusCode() + " " + answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      errors.add(path + " " + e);
    }
    return false;
  }
}
