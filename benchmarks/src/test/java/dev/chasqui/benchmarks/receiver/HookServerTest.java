package dev.chasqui.benchmarks.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HookServerTest {

  private final Receipts receipts = new Receipts();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HookServer server;

  HookServerTest() throws IOException {
    this.server = new HookServer(2, receipts);
  }

  @BeforeEach
  void start() {
    receipts.begin(new Expected("b7", 10));
    Thread.ofPlatform().daemon().start(server::run);
  }

  private HttpRequest request(String path, String id, int bodyLength) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(server.ports().getLast(), path)))
        .header("Webhook-Id", id)
        .timeout(Duration.ofSeconds(5))
        .POST(HttpRequest.BodyPublishers.ofString("x".repeat(bodyLength)))
        .build();
  }

  private int post(String path, String id) throws IOException, InterruptedException {
    return http.send(request(path, id, 1_000), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void countsEachEventOnceAndEveryReceiptInItsOrder() throws Exception {
    post("/counted/0/1", "b7-3");
    post("/counted/0/1", "b7-0");
    post("/counted/0/1", "b7-3");

    assertThat(receipts.received().distinct()).isEqualTo(2);
    assertThat(receipts.received().all()).isEqualTo(3);
    ByteBuffer bytes = ByteBuffer.wrap(receipts.toBytes());
    assertThat(new int[] {bytes.getInt(0), bytes.getInt(12), bytes.getInt(24)})
        .containsExactly(3, 0, 3);
  }

  @Test
  void otherAddressesAndOtherBatchesAreAnsweredButNotCounted() throws Exception {
    assertThat(post("/other/0/1", "b7-1")).isEqualTo(200);
    assertThat(post("/counted/0/1", "b70-1")).isEqualTo(200);

    assertThat(receipts.received().all()).isZero();
  }

  @Test
  void answersAfterTheTimeInTheAddress() throws Exception {
    long began = System.nanoTime();

    assertThat(post("/counted/150/1", "b7-1")).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void anAddressMayNeverAnswer() {
    HttpRequest request =
        HttpRequest.newBuilder(request("/counted/never/1", "b7-1", 10), (_, _) -> true)
            .timeout(Duration.ofMillis(300))
            .build();

    assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.discarding()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(receipts.received().all()).isEqualTo(1);
  }

  @Test
  void aBodyMayComeInPieces() throws Exception {
    assertThat(
            http.send(
                    request("/counted/0/1", "b7-1", 15_000), HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
  }
}
