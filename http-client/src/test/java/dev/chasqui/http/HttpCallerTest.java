package dev.chasqui.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.testing.Answer;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.RawServer;
import dev.chasqui.testing.WebhookReceiver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpCallerTest {

  private static final String SMALL_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);
  private static final int MOST_READ = 1000;
  private static final byte[] JSON = "{\"a\":\"ä\"}".getBytes(UTF_8);

  private final HttpCaller caller =
      new HttpCaller(
          new CallSettings(CALL_TIMEOUT, CALL_TIMEOUT, 10, 1, MOST_READ, new Reach.Everywhere()));

  @AfterEach
  void close() throws IOException {
    caller.close();
  }

  private Exchange post(URI uri) {
    return caller.post(uri, Map.of(), JSON);
  }

  private Exchange post(WebhookReceiver receiver) {
    return post(URI.create(receiver.url() + "/hook"));
  }

  private static Exchange.Answered answered(Exchange exchange) {
    assertThat(exchange).isInstanceOf(Exchange.Answered.class);
    return (Exchange.Answered) exchange;
  }

  private static Exchange.Broken broken(Exchange exchange) {
    assertThat(exchange).isInstanceOf(Exchange.Broken.class);
    return (Exchange.Broken) exchange;
  }

  @Test
  void postsTheBodyByteForByteAndGivesTheAnswer() {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.answer(Answer.status(429).header("Retry-After", "7").body("slow down"));

      Exchange.Answered answer =
          answered(caller.post(URI.create(receiver.url()), Map.of("x-own", "1"), JSON));

      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.retryAfter(Instant.EPOCH)).contains(Duration.ofSeconds(7));
      assertThat(answer.body()).asString(UTF_8).isEqualTo("slow down");
      assertThat(answer.toString()).doesNotContain("slow down");
      assertThat(answer.address()).isEqualTo("127.0.0.1:" + receiver.port());
      var request = receiver.requests().getFirst();
      assertThat(request.body()).isEqualTo(JSON);
      assertThat(request.header("content-type").orElse("")).startsWith("application/json");
      assertThat(request.header("x-own")).contains("1");
    }
  }

  @Test
  void postsAFormWithAFileByteForByte() {
    byte[] bytes = new byte[200_000];
    new Random(1).nextBytes(bytes);
    FormFile file = new FormFile("file", "image.png", "image/png", FileSource.of(bytes));
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      Exchange exchange =
          caller.post(
              URI.create(receiver.url()), Map.of("x-own", "1"), Map.of("kind", "whatsapp"), file);

      assertThat(answered(exchange).status()).isEqualTo(200);
      var request = receiver.requests().getFirst();
      assertThat(request.header("x-own")).contains("1");
      String type = request.header("content-type").orElse("");
      assertThat(type).startsWith("multipart/form-data").contains("boundary=");
      assertThat(request.header("content-length"))
          .contains(Integer.toString(request.body().length));
      String body = new String(request.body(), ISO_8859_1);
      assertThat(body)
          .contains("name=\"kind\"", "\r\n\r\nwhatsapp\r\n")
          .contains("name=\"file\"; filename=\"image.png\"", "Content-Type: image/png")
          .contains("\r\n\r\n" + new String(bytes, ISO_8859_1) + "\r\n--");
      assertThat(file.toString()).doesNotContain("[B");
    }
  }

  @Test
  void aFormThatBreaksOffMayHaveArrivedAndOneThatNeverLeftHasNot() {
    FormFile file = new FormFile("file", "a.png", "image/png", FileSource.of(new byte[10]));
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.answer(Answer.drop());
      URI there = URI.create(receiver.url());
      assertThat(broken(caller.post(there, Map.of(), Map.of(), file)).bodyBegan()).isTrue();
      assertThat(receiver.requests()).hasSize(1);
    }
    URI nowhere = URI.create("http://127.0.0.1:" + Ports.free() + "/");
    assertThat(broken(caller.post(nowhere, Map.of(), Map.of(), file)).bodyBegan()).isFalse();
  }

  @Test
  void aFileLargerThanTheHeapIsPosted() throws IOException {
    long length = Runtime.getRuntime().maxMemory() + 1;
    CompletableFuture<Long> received = new CompletableFuture<>();
    RawServer.Script count =
        (server, socket) -> {
          InputStream in = new BufferedInputStream(socket.getInputStream());
          long body = bodyLength(in);
          in.skipNBytes(body);
          received.complete(body);
          RawServer.write(socket, SMALL_ANSWER);
        };
    FormFile file = new FormFile("file", "a.pdf", "application/pdf", new Zeros(length));
    try (RawServer server = RawServer.start(count)) {
      assertThat(answered(caller.post(server.uri(), Map.of(), Map.of(), file)).status())
          .isEqualTo(200);
      assertThat(received.join()).isBetween(length, length + 1000);
    }
  }

  /** Reads a request's head. */
  private static long bodyLength(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.read());
    }
    Matcher length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(head);
    assertThat(length.find()).isTrue();
    return Long.parseLong(length.group(1));
  }

  /** A file of zeros that is nowhere. */
  private record Zeros(long length) implements FileSource {

    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = length;

        @Override
        public int read() {
          return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
          int given = (int) Math.min(count, left);
          left -= given;
          return given == 0 ? -1 : given;
        }
      };
    }
  }

  @Test
  void aFileThatCannotBeReadToItsEndBreaksTheCall() {
    FileSource torn =
        new FileSource() {
          @Override
          public long length() {
            return 10;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    FormFile file = new FormFile("file", "a.png", "image/png", torn);
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      Exchange exchange =
          caller.post(URI.create(receiver.url()), Map.of(), Map.of("kind", "whatsapp"), file);

      assertThat(broken(exchange).reason()).isEqualTo("the disk is gone");
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void followsNoRedirect() {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.answer(Answer.status(307).header("Location", receiver.url() + "/other"));

      assertThat(answered(post(receiver)).status()).isEqualTo(307);
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void aDroppedConnectionIsNotTriedAgain() {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.answer(Answer.drop());

      assertThat(broken(post(receiver)).bodyBegan()).isTrue();
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void theDeadlineIsForTheWholeAnswer() throws IOException {
    RawServer.Script drip =
        (server, socket) -> {
          server.readRequest(socket);
          RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
          while (server.pause(50)) {
            RawServer.write(socket, ".");
          }
        };
    try (RawServer server = RawServer.start(drip)) {
      long started = System.nanoTime();

      Exchange.Broken broken = broken(post(server.uri()));

      assertThat(broken.bodyBegan()).isTrue();
      assertThat(broken.reason()).isEqualTo("no full answer within 1000 ms");
      assertThat(since(started)).isBetween(CALL_TIMEOUT, CALL_TIMEOUT.multipliedBy(4));
    }
  }

  /** The moments between two steps of a call are short, so it takes many calls to meet them. */
  @Test
  void theDeadlineMayComeAtAnyMoment() throws IOException {
    Duration callTimeout = Duration.ofMillis(1);
    try (WebhookReceiver receiver = WebhookReceiver.start();
        HttpCaller hurried =
            new HttpCaller(
                new CallSettings(
                    CALL_TIMEOUT, callTimeout, 100, 100, MOST_READ, new Reach.Everywhere()));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      receiver.keepNone();
      List<Future<Exchange>> calls =
          Stream.generate(
                  () ->
                      threads.submit(
                          () -> hurried.post(URI.create(receiver.url()), Map.of(), JSON)))
              .limit(5_000)
              .toList();

      calls.forEach(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(60)));
    }
  }

  @Test
  void ofAHugeAnswerOnlyTheBeginningIsRead() throws IOException {
    long gigabyte = 1L << 30;
    AtomicLong sent = new AtomicLong();
    CompletableFuture<Boolean> gaveUp = new CompletableFuture<>();
    RawServer.Script flood =
        (server, socket) -> {
          server.readRequest(socket);
          RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + gigabyte + "\r\n\r\n");
          flood(socket, gigabyte, sent, gaveUp);
        };
    try (RawServer server = RawServer.start(flood)) {
      Exchange.Answered answer = answered(post(server.uri()));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).hasSize(MOST_READ);
      await().atMost(Duration.ofSeconds(30)).until(gaveUp::isDone);
      assertThat(sent.get()).isLessThan(gigabyte / 10);
    }
  }

  private static void flood(
      Socket socket, long bytes, AtomicLong sent, CompletableFuture<Boolean> gaveUp) {
    byte[] block = new byte[64 * 1024];
    try {
      while (sent.get() < bytes) {
        socket.getOutputStream().write(block);
        sent.addAndGet(block.length);
      }
    } catch (IOException e) {
      gaveUp.complete(true);
    }
  }

  @Test
  void aChunkedAnswerWithoutEndIsReadUpToTheBoundToo() throws IOException {
    RawServer.Script chunks =
        (server, socket) -> {
          server.readRequest(socket);
          RawServer.write(socket, "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (server.pause(1)) {
            RawServer.write(socket, "64\r\n" + "x".repeat(100) + "\r\n");
          }
        };
    try (RawServer server = RawServer.start(chunks)) {
      Exchange.Answered answer = answered(post(server.uri()));

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).hasSize(MOST_READ);
    }
  }

  @Test
  void nothingLeavesWhenThereIsNoServer() {
    assertThat(broken(post(URI.create("http://127.0.0.1:" + Ports.free() + "/"))).bodyBegan())
        .isFalse();
    Exchange.Broken unknown = broken(post(URI.create("http://no-such-host.invalid/")));
    assertThat(unknown.bodyBegan()).isFalse();
    assertThat(unknown.address()).isNull();
  }

  @Test
  void aResetAfterTheBodyIsNoProofThatItWasNotTaken() throws IOException {
    RawServer.Script reset =
        (server, socket) -> {
          server.readRequest(socket);
          socket.setSoLinger(true, 0);
        };
    try (RawServer server = RawServer.start(reset)) {
      Exchange.Broken broken = broken(post(server.uri()));

      assertThat(broken.bodyBegan()).isTrue();
      assertThat(broken.address()).isEqualTo(server.uri().getAuthority());
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoHttpGivesAReasonThatCanBePrinted() throws IOException {
    RawServer.Script garbage =
        (server, socket) -> {
          server.readRequest(socket);
          RawServer.write(socket, "\0\u001b[31mgarbage " + "x".repeat(2000) + "\r\n\r\n");
        };
    try (RawServer server = RawServer.start(garbage)) {
      Exchange.Broken broken = broken(post(server.uri()));

      assertThat(broken.bodyBegan()).isTrue();
      assertThat(broken.reason()).hasSizeBetween(1, 300).doesNotContainPattern("\\p{C}");
    }
  }

  @Test
  void aConnectionIsUsedAgain() throws IOException {
    RawServer.Script keepAlive =
        (server, socket) -> {
          while (server.readRequest(socket)) {
            RawServer.write(socket, SMALL_ANSWER);
          }
        };
    try (RawServer server = RawServer.start(keepAlive)) {
      for (int i = 0; i < 3; i++) {
        assertThat(answered(post(server.uri())).body()).asString(UTF_8).isEqualTo("ok");
      }
      assertThat(server.requests()).isEqualTo(3);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatTheServerClosedWhileIdleIsNoBrokenCall() throws IOException {
    RawServer.Script closeAfterOne =
        (server, socket) -> {
          server.readRequest(socket);
          RawServer.write(socket, SMALL_ANSWER);
        };
    try (RawServer server = RawServer.start(closeAfterOne)) {
      assertThat(answered(post(server.uri())).status()).isEqualTo(200);
      // Longer than a connection is trusted without a look.
      await().pollDelay(Duration.ofMillis(700)).until(() -> true);

      assertThat(answered(post(server.uri())).status()).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Test
  void aLargeBodyIsHandedOnWhileItComes() throws IOException {
    byte[] chunk = new byte[64 * 1024];
    int chunks = 20;
    CountDownLatch begun = new CountDownLatch(1);
    RawServer.Script large =
        (server, socket) -> {
          server.readRequest(socket);
          RawServer.write(
              socket,
              "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\n\r\n"
                  .formatted(chunks * chunk.length));
          for (int i = 0; i < chunks; i++) {
            socket.getOutputStream().write(chunk);
            // The rest is only sent once the beginning has arrived.
            awaitBegin(begun);
          }
        };
    AtomicLong taken = new AtomicLong();
    try (RawServer server = RawServer.start(large)) {
      Exchange exchange =
          caller.get(
              server.uri(),
              Map.of(),
              (headers, body) -> {
                assertThat(headers).containsEntry("content-type", "video/mp4");
                for (int read; (read = body.read(new byte[8192])) >= 0; begun.countDown()) {
                  taken.addAndGet(read);
                }
              });

      assertThat(answered(exchange).body()).isEmpty();
      assertThat(taken).hasValue(chunks * (long) chunk.length);
    }
  }

  private static void awaitBegin(CountDownLatch begun) {
    try {
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aBodyThatBreaksOffOrIsNotWantedAnyMoreIsNoAnswer() throws IOException {
    RawServer.Script cutOff =
        (server, socket) -> {
          server.readRequest(socket);
          RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this");
        };
    try (RawServer server = RawServer.start(cutOff)) {
      broken(caller.get(server.uri(), Map.of(), (headers, body) -> body.readAllBytes()));
    }
    RawServer.Script endless =
        (server, socket) -> {
          server.readRequest(socket);
          RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 500000000\r\n\r\nx");
          server.pause(60_000);
        };
    try (RawServer server = RawServer.start(endless)) {
      Exchange.Broken unwanted =
          broken(
              caller.get(
                  server.uri(),
                  Map.of(),
                  (headers, body) -> {
                    throw new IOException("too large");
                  }));
      assertThat(unwanted.reason()).isEqualTo("too large");
      Exchange.Broken late =
          broken(caller.get(server.uri(), Map.of(), (headers, body) -> body.readAllBytes()));
      assertThat(late.reason()).contains("1000 ms");
    }
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      URI uri = URI.create(receiver.url());
      receiver.answer(Answer.status(404).body("gone"));
      Exchange.Answered refused =
          answered(
              caller.get(
                  uri,
                  Map.of(),
                  (headers, body) -> {
                    throw new AssertionError("a refusal is no file");
                  }));
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.body()).asString(UTF_8).isEqualTo("gone");
    }
  }
}
