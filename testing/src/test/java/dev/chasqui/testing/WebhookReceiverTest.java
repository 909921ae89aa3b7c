package dev.chasqui.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    receiver.close();
    client.close();
  }

  @Test
  void keepsWhatWasSentByteForByte() throws Exception {
    byte[] body = {0, -1, 13, 10, 127};
    post("/hook?a=%20b", body);
    ReceivedRequest request = receiver.await(1).getFirst();
    assertThat(request.body()).isEqualTo(body);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/hook?a=%20b");
    assertThat(request.header("Webhook-ID")).contains("evt-1");
  }

  @Test
  void answersInOrder() throws Exception {
    receiver.answerInOrder(
        Answer.status(503).header("Retry-After", "2").body("later"), Answer.status(204));
    HttpResponse<String> refused = post("/", new byte[0]);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("2");
    assertThat(refused.body()).isEqualTo("later");
    assertThat(post("/", new byte[0]).statusCode()).isEqualTo(204);
    assertThat(post("/", new byte[0]).statusCode()).isEqualTo(204);
  }

  @Test
  void answersByRequest() throws Exception {
    receiver.answerBy(request -> Answer.status(request.text().equals("bad") ? 400 : 200));
    assertThat(post("/", "bad".getBytes(UTF_8)).statusCode()).isEqualTo(400);
    assertThat(post("/", "good".getBytes(UTF_8)).statusCode()).isEqualTo(200);
  }

  @Test
  void dropsTheConnectionAfterReadingTheRequest() {
    receiver.answer(Answer.drop());
    assertThatThrownBy(() -> post("/", new byte[] {1})).isInstanceOf(IOException.class);
    assertThat(receiver.await(1)).isNotEmpty();
  }

  @Test
  void hangsUntilTheCallerGivesUp() {
    receiver.answer(Answer.hang());
    assertThatThrownBy(() -> post("/", new byte[] {1})).isInstanceOf(HttpTimeoutException.class);
    assertThat(receiver.await(1)).hasSize(1);
  }

  @Test
  void holdsAnAnswerBack() throws Exception {
    receiver.answer(Answer.status(200).after(Duration.ofMillis(300)));
    long began = System.nanoTime();
    post("/", new byte[0]);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void saysWhatItReceivedWhenWaitingWasInVain() throws Exception {
    post("/hook", new byte[3]);
    assertThatThrownBy(() -> receiver.await(all -> all.size() == 2, Duration.ofMillis(50)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1: POST /hook, 3 bytes");
  }

  @Test
  void refusesConnectionsOnceClosedAndComesBackOnTheSamePort() throws Exception {
    post("/", new byte[0]);
    receiver.close();
    assertThatThrownBy(() -> post("/", new byte[0])).isInstanceOf(IOException.class);
    try (WebhookReceiver again = WebhookReceiver.start(receiver.port())) {
      assertThat(post("/", new byte[0]).statusCode()).isEqualTo(200);
      assertThat(again.requests()).hasSize(1);
    }
  }

  private HttpResponse<String> post(String path, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.url() + path))
            .header("webhook-id", "evt-1")
            .timeout(Duration.ofSeconds(1))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
