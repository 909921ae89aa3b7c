package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.Loopback;
import dev.chasqui.testing.RawServer;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A name that leads to a server which may be called when it is registered, and then to another one,
 * on the same port, that may not.
 */
class ChangingAddressTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final InetAddress ALLOWED = Loopback.address(0, 1);
  private static final InetAddress PRIVATE = Loopback.address(0, 2);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WhatsAppEvent event = Events.text(client.accountId(), "x");
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private @Nullable RawServer inside;

  @BeforeEach
  void listenInside() {
    assumeTrue(Loopback.has(PRIVATE), "NOT RUN: this needs a loopback with two addresses");
    inside = RawServer.start(PRIVATE, receiver.port(), (_, _) -> {});
    // So that each attempt connects, and looks the name up.
    receiver.answerPings(Answer.status(200).header("Connection", "close"));
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
    if (inside != null) {
      inside.close();
    }
  }

  private void assertThatNobodyCameInside() {
    assertThat(Objects.requireNonNull(inside).connections()).isZero();
  }

  private List<Map<String, @Nullable Object>> awaitAttempts(int count) {
    return await()
        .atMost(LIMIT)
        .until(() -> relay.attempts(event.getId()), rows -> rows.size() >= count);
  }

  @Test
  void isRefusedAtTheAttemptAndTriedAgain() {
    String name = ChangingNames.of(ALLOWED, PRIVATE, ALLOWED);
    client.subscribe("http://%s:%d/".formatted(name, receiver.port()));

    relay.publish(event);

    List<Map<String, @Nullable Object>> log = awaitAttempts(2);
    assertThat(log.getFirst())
        .containsEntry("status", null)
        .containsEntry("address", null)
        .containsEntry("error", name + " is called by https only, unless the operator allows it");
    assertThat(log.getFirst().get("next_attempt_at")).isNotNull();
    assertThat(log.getLast())
        .containsEntry("status", 200)
        .containsEntry("address", "127.0.0.1:" + receiver.port());
    assertThat(receiver.requests()).hasSize(1);
    assertThatNobodyCameInside();
  }

  @Test
  void isRefusedByHttpsTooForAllToSee() {
    String name = ChangingNames.of(ALLOWED, PRIVATE);
    String url = "://%s:%d/".formatted(name, receiver.port());
    String id = client.subscribe("http" + url);
    relay
        .jdbc
        .sql("update relay.subscription set url = ? where subscription_id = ?")
        .params("https" + url, id)
        .update();

    relay.publish(event);

    String reason = name + " is not on the public internet, and the operator does not allow it";
    assertThat(awaitAttempts(4))
        .allSatisfy(
            attempt ->
                assertThat(attempt).containsEntry("address", null).containsEntry("error", reason));
    assertThat(relay.deliveries(event.getId()))
        .containsExactly("4 the last attempt failed: " + reason);
    assertThatNobodyCameInside();
  }

  @Test
  void isRefusedWhenItIsPingedAgain() {
    String name = ChangingNames.of(ALLOWED, PRIVATE);
    String id = client.subscribe("http://%s:%d/".formatted(name, receiver.port()));

    assertThat(client.ping(id).is(422).body().path("error").asString())
        .contains("is called by https only");
    assertThatNobodyCameInside();
  }
}
