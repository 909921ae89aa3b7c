package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook subscriber that trusts nothing but Standard Webhooks' own library. */
final class Subscriber implements AutoCloseable {

  /** Any 32 bytes. */
  static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final WebhookApi api;
  private final String id;

  /** Subscribes to everything. */
  Subscriber(ThreeProcesses system) {
    this.api = new WebhookApi(system);
    this.id = api.register(receiver.url() + "/webhooks", SECRET);
  }

  /** Waits until each of these events has come, and checks every webhook that ever came. */
  void awaitAll(Set<String> eventIds) {
    assertThat(eventIds).isNotEmpty();
    Awaitility.await("a webhook for each of %d events".formatted(eventIds.size()))
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(missing(eventIds)).isEmpty());
    checkAll();
  }

  int received() {
    return receiver.requests().size();
  }

  private Set<String> missing(Set<String> eventIds) {
    Set<String> missing = new TreeSet<>(eventIds);
    receiver.requests().forEach(request -> missing.remove(request.header("webhook-id").orElse("")));
    return missing;
  }

  /** Each is signed, is named after its event, and says the same when it comes again. */
  private void checkAll() {
    Map<String, String> bodies = new HashMap<>();
    for (ReceivedRequest request : receiver.requests()) {
      String webhookId = request.header("webhook-id").orElseThrow();
      assertThat(verified(request).path("id").asString()).isEqualTo(webhookId);
      String before = bodies.putIfAbsent(webhookId, request.text());
      assertThat(before == null || before.equals(request.text())).isTrue();
    }
  }

  private static JsonNode verified(ReceivedRequest request) {
    try {
      new Webhook(SECRET).verify(request.text(), request.headers());
      return new JsonMapper().readTree(request.text());
    } catch (WebhookVerificationException e) {
      throw new AssertionError(request.toString(), e);
    }
  }

  @Override
  public void close() {
    api.delete(id);
    receiver.close();
  }
}
