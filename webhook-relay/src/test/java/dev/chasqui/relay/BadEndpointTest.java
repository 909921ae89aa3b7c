package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.ForeignCertificate;
import dev.chasqui.testing.RawServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that take the connection and then behave badly; {@link RetryTest} has the others. */
class BadEndpointTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PONG =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WhatsAppEvent event = Events.text(client.accountId(), "x");

  /** Answers the ping as it should, and nothing that follows. */
  private static RawServer afterThePing(RawServer.Script script) {
    return RawServer.start(
        (server, socket) -> {
          server.readRequest(socket);
          if (server.requests() == 1) {
            RawServer.write(socket, PONG);
          } else {
            script.handle(server, socket);
          }
        });
  }

  private Map<String, @Nullable Object> firstAttemptAt(RawServer server) {
    client.subscribe(server.uri().toString());
    relay.publish(event);
    Map<String, @Nullable Object> first =
        await()
            .atMost(LIMIT)
            .until(() -> relay.attempts(event.getId()), it -> !it.isEmpty())
            .getFirst();
    assertThat(first).containsEntry("address", server.uri().getAuthority());
    return first;
  }

  @Test
  void anAnswerThatDripsIsLeftAfterTheTimeLimit() throws IOException {
    RawServer.Script drip =
        (server, socket) -> {
          RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
          while (server.pause(50)) {
            RawServer.write(socket, ".");
          }
        };
    try (RawServer server = afterThePing(drip)) {
      Map<String, @Nullable Object> first = firstAttemptAt(server);

      assertThat(first)
          .containsEntry("status", null)
          .containsEntry("error", "no full answer within 3000 ms");
      assertThat(first.get("next_attempt_at")).isNotNull();
    }
  }

  @Test
  void aConnectionThatIsResetIsNoAnswer() throws IOException {
    try (RawServer server = afterThePing((_, socket) -> socket.setSoLinger(true, 0))) {
      Map<String, @Nullable Object> first = firstAttemptAt(server);

      assertThat(first).containsEntry("status", null);
      assertThat(first.get("next_attempt_at")).isNotNull();
    }
  }

  @Test
  void ofAGigabyteOnlyTheBeginningIsReadAndLessKept() throws IOException {
    AtomicLong sent = new AtomicLong();
    try (RawServer server = afterThePing((_, socket) -> flood(socket, sent))) {
      Map<String, @Nullable Object> first = firstAttemptAt(server);

      assertThat(first).containsEntry("status", 200).containsEntry("error", null);
      assertThat(first.get("answer")).isEqualTo("x".repeat(4096));
      assertThat(sent.get()).isLessThan(100L << 20);
      assertThat(relay.attempts(event.getId())).hasSize(1);
    }
  }

  private static void flood(Socket socket, AtomicLong sent) throws IOException {
    RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + (1L << 30) + "\r\n\r\n");
    String block = "x".repeat(64 * 1024);
    while (sent.addAndGet(block.length()) < 1L << 30) {
      RawServer.write(socket, block);
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefusedAtRegistrationAndAtTheAttempt(@TempDir Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    try (SSLServerSocket server = ForeignCertificate.listener(directory)) {
      String url = "https://127.0.0.1:" + server.getLocalPort() + "/";
      Thread _ = Thread.ofVirtual().start(() -> shakeHands(server));
      assertThat(
              client
                  .register("{'url':'%s'}".formatted(url))
                  .is(422)
                  .body()
                  .path("error")
                  .asString())
          .contains("did not answer the ping");
      assertThat(client.list()).isEmpty();

      relay
          .jdbc
          .sql("update relay.subscription set url = ? where subscription_id = ?")
          .params(url, subscribed())
          .update();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                WhatsAppEvent next = Events.text(client.accountId(), "x");
                relay.publish(next);
                assertThat(errorOf(next)).contains("certification path");
              });
    }
  }

  private String subscribed() throws IOException {
    try (RawServer server = afterThePing((_, _) -> {})) {
      return client.subscribe(server.uri().toString());
    }
  }

  private String errorOf(WhatsAppEvent published) {
    return String.valueOf(
        await()
            .atMost(LIMIT)
            .until(() -> relay.attempts(published.getId()), it -> !it.isEmpty())
            .getFirst()
            .get("error"));
  }

  private static void shakeHands(SSLServerSocket server) {
    while (!server.isClosed()) {
      shakeOneHand(server);
    }
  }

  private static void shakeOneHand(SSLServerSocket server) {
    try (Socket socket = server.accept()) {
      var _ = socket.getInputStream().read();
    } catch (IOException e) {
      assertThat(e).as("the caller refuses the certificate, or this server is closed").isNotNull();
    }
  }
}
