package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.ForeignCertificate;
import dev.chasqui.testing.RawServer;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that take the connection and then behave badly; {@link RetryTest} has the others. */
class BadEndpointTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long GIGABYTE = 1L << 30;
  private static final String PONG =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WhatsAppEvent event = Events.text(client.accountId(), "x");
  private final Client neighbour = relay.newClient();
  private final WebhookReceiver neighbours = WebhookReceiver.start();

  @BeforeEach
  void subscribeTheNeighbour() {
    neighbour.subscribe(neighbours.url());
  }

  @AfterEach
  void close() {
    neighbours.close();
  }

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
    publishTo(server);
    Map<String, @Nullable Object> first = awaitFirstAttempt();
    assertThat(first).containsEntry("address", server.uri().getAuthority());
    return first;
  }

  private void publishTo(RawServer server) {
    client.subscribe(server.uri().toString());
    publish(() -> server.requests() >= 2);
  }

  /**
   * And then, once the attempt has begun, events of another, on all partitions: who is not to
   * notice.
   */
  private void publish(Callable<Boolean> begun) {
    relay.publish(event);
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(begun);
    List<WhatsAppEvent> others = Events.texts(neighbour.accountId(), 20);
    others.forEach(its -> its.setChatId(its.getId()));
    relay.publish(others);
    neighbours.await(others.size());
  }

  private void assertStillUnderWay() {
    assertThat(relay.attempts(event.getId())).as("attempts that have ended").isEmpty();
  }

  private Map<String, @Nullable Object> awaitFirstAttempt() {
    return await()
        .atMost(LIMIT)
        .until(() -> relay.attempts(event.getId()), it -> !it.isEmpty())
        .getFirst();
  }

  /** That it has no answer, which is written down with its reason, and is tried again. */
  private void assertUnanswered(RawServer server, Map<String, @Nullable Object> attempt) {
    assertThat(attempt).containsEntry("status", null).containsEntry("answer", null);
    assertThat(attempt.get("error")).asString().isNotBlank();
    assertThat(attempt.get("next_attempt_at")).isNotNull();
    await().atMost(LIMIT).until(() -> server.requests() >= 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", // the body
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nx: ", // a header
        "", // the whole of it
      })
  void anAnswerThatDripsIsLeftAfterTheTimeLimit(String begin) throws IOException {
    RawServer.Script drip =
        (server, socket) -> {
          RawServer.write(socket, begin);
          while (server.pause(50)) {
            RawServer.write(socket, ".");
          }
        };
    try (RawServer server = afterThePing(drip)) {
      publishTo(server);
      assertStillUnderWay();

      Map<String, @Nullable Object> first = awaitFirstAttempt();

      assertThat(first).containsEntry("error", "no full answer within 3000 ms");
      assertUnanswered(server, first);
    }
  }

  @Test
  void aConnectionThatIsTakenAndNeverServedIsLeftAfterTheTimeLimit() throws IOException {
    RawServer.Script silence = (server, _) -> server.pause(Duration.ofDays(1).toMillis());
    try (RawServer silent = RawServer.start(silence)) {
      redirect(subscribed(), "https://" + silent.uri().getAuthority());
      publish(() -> silent.connections() >= 1);
      assertStillUnderWay();

      Map<String, @Nullable Object> first = awaitFirstAttempt();

      assertThat(first)
          .containsEntry("status", null)
          .containsEntry("error", "no full answer within 3000 ms");
      assertThat(first.get("next_attempt_at")).isNotNull();
      await().atMost(LIMIT).until(() -> silent.connections() >= 2);
    }
  }

  @Test
  void aConnectionThatIsResetIsNoAnswer() throws IOException {
    try (RawServer server = afterThePing((_, socket) -> socket.setSoLinger(true, 0))) {
      assertUnanswered(server, firstAttemptAt(server));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nx: ", "HTTP/1.1 200 OK\r\n"})
  void ofAGigabyteOfHeadersOnlyTheBeginningIsRead(String begin) throws IOException {
    AtomicLong sent = new AtomicLong();
    String block = begin.endsWith("\n") ? "x: y\r\n".repeat(10_000) : "x".repeat(60_000);
    try (RawServer server = afterThePing((_, socket) -> flood(socket, sent, begin, block))) {
      assertUnanswered(server, firstAttemptAt(server));
      assertThat(sent.get()).isLessThan(100L << 20);
    }
  }

  @Test
  void ofAGigabyteOnlyTheBeginningIsReadAndLessKept() throws IOException {
    AtomicLong sent = new AtomicLong();
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + GIGABYTE + "\r\n\r\n";
    String block = "x".repeat(64 * 1024);
    try (RawServer server = afterThePing((_, socket) -> flood(socket, sent, head, block))) {
      Map<String, @Nullable Object> first = firstAttemptAt(server);

      assertThat(first).containsEntry("status", 200).containsEntry("error", null);
      assertThat(first.get("answer")).isEqualTo("x".repeat(4096));
      assertThat(sent.get()).isLessThan(100L << 20);
      assertThat(relay.attempts(event.getId())).hasSize(1);
    }
  }

  private static void flood(Socket socket, AtomicLong sent, String begin, String block)
      throws IOException {
    RawServer.write(socket, begin);
    while (sent.addAndGet(block.length()) < GIGABYTE) {
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

      redirect(subscribed(), url);
      publish(() -> true);

      Map<String, @Nullable Object> first = awaitFirstAttempt();

      assertThat(first).containsEntry("status", null);
      assertThat(first.get("error")).asString().contains("certification path");
      assertThat(first.get("next_attempt_at")).isNotNull();
    }
  }

  private String subscribed() throws IOException {
    try (RawServer server = afterThePing((_, _) -> {})) {
      return client.subscribe(server.uri().toString());
    }
  }

  /** Without a ping, which would be refused; before anything is posted there. */
  private void redirect(String subscription, String url) {
    relay
        .jdbc
        .sql("update relay.subscription set url = ? where subscription_id = ?")
        .params(url, subscription)
        .update();
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
