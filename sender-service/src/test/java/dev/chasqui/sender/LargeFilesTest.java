package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that together are larger than the sender's heap, which has 256 MB, and more of them than it
 * takes at once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class LargeFilesTest {

  private static final String SEND = "/api/whatsapp/sendMedia";
  private static final int LARGEST = 100 << 20;

  /** Such a file has to wait for its turn. */
  private static final int LARGE = 2 << 20;

  /** At once: half of all. */
  private static final int OF_A_TENANT = 3;

  private final EmbeddedKafka kafka;
  private final SenderFixture fixture;
  private final Path directory;
  private final int port = Ports.free();
  private final MediaSink whatsapp = new MediaSink(LARGEST);
  private final TestAccount account;
  private final String key;

  @SuppressWarnings("NullAway.Init")
  private Process sender;

  /**
   * With a broker and a database of its own: its second sender, which keeps leases longer, must not
   * get what other tests send.
   */
  LargeFilesTest(@TempDir Path directory) {
    this.kafka = new OwnServers(directory).kafka(0);
    this.fixture =
        new SenderFixture(
            kafka.bootstrapServers(), TestServers.registry().url(), TestServers.newDatabase());
    this.directory = directory;
    this.account = fixture.newAccount(whatsapp.url());
    this.key = fixture.newApiKey(account);
  }

  @BeforeAll
  void start() throws IOException {
    sender =
        fixture.startSenderProcess(
            directory.resolve("sender.log"),
            "--server.port=" + port,
            "--chasqui.sender.call-timeout=20s",
            "--chasqui.sender.uploads.directory=" + directory.resolve("uploads"),
            "--chasqui.sender.uploads.timeout=5m",
            "--chasqui.sender.uploads.at-once=" + 2 * OF_A_TENANT);
    await().atMost(Duration.ofSeconds(60)).until(this::isReady);
  }

  private boolean isReady() {
    try (InputStream answer = URI.create(url() + "/livez").toURL().openStream()) {
      return answer.readAllBytes().length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String url() {
    return "http://127.0.0.1:" + port;
  }

  @AfterAll
  void stop() throws InterruptedException {
    sender.destroy();
    sender.waitFor();
    fixture.close();
    kafka.close();
    whatsapp.close();
  }

  /** The largest document that WhatsApp takes, zeros for the most part. */
  private Path document() throws IOException {
    Path large = directory.resolve("grande.pdf");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.write("%PDF-1.7\n".getBytes(ISO_8859_1));
      file.setLength(LARGEST - 1);
      file.seek(LARGEST - 1);
      file.write(1);
    }
    return large;
  }

  private static String digest(Path file) throws IOException {
    MessageDigest sha256 = MediaSink.sha256();
    byte[] block = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        sha256.update(block, 0, read);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  @Test
  void moreThanTheHeapHoldsGoesThrough() throws Exception {
    Path document = document();
    List<Future<RestClient.Answer>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < OF_A_TENANT; i++) {
        RestClient rest = new RestClient(url(), key);
        MultipartForm form = MultipartForm.to(account, Commands.recipient()).file(document);
        answers.add(clients.submit(() -> rest.post(SEND, form)));
      }
    }

    for (Future<RestClient.Answer> answer : answers) {
      assertThat(answer.get().status()).as(answer.get().body().toString()).isEqualTo(200);
    }
    assertThat(whatsapp.files()).hasSize(OF_A_TENANT).containsOnly(digest(document));
    // One that has to wait is answered with 200 too, and sent later.
    await().atMost(Duration.ofSeconds(30)).until(() -> whatsapp.messages().size() >= OF_A_TENANT);
    assertThat(whatsapp.messages())
        .hasSize(OF_A_TENANT)
        .allSatisfy(
            message -> {
              assertThat(message.path("document").path("id").asString()).startsWith("7");
              assertThat(message.path("document").path("filename").asString())
                  .isEqualTo("grande.pdf");
            });
  }

  @Test
  void moreThanAreTakenAtOnceAreToldToComeBackAndOtherTenantsAreNot() throws Exception {
    // On the simulator, which takes files of any length.
    TestAccount beside = fixture.newAccountBeside(account);
    List<HalfForm> slow = new ArrayList<>();
    try {
      for (int i = 0; i < OF_A_TENANT; i++) {
        slow.add(new HalfForm(url(), key, 10 << 20));
      }
      RestClient rest = new RestClient(url(), fixture.newApiKey(beside));

      RestClient.Answer busy =
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> rest.post(SEND, large(beside)), answer -> answer.status() == 503);

      assertThat(busy.code()).isEqualTo("busy");
      assertThat(busy.header("Retry-After")).isEqualTo("1");
      TestAccount others = fixture.newAccount();
      RestClient theirs = new RestClient(url(), fixture.newApiKey(others));
      assertThat(theirs.post(SEND, large(others)).status()).isEqualTo(200);
    } finally {
      for (HalfForm form : slow) {
        form.close();
      }
    }
    // What broke off is gone too.
    RestClient rest = new RestClient(url(), fixture.newApiKey(beside));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> rest.post(SEND, large(beside)).status() == 200);
  }

  @Test
  void whoWaitsForAnAnswerKeepsNobodyFromSendingFiles() throws Exception {
    try (MediaSink silent = new MediaSink(LARGE);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      TestAccount slow = fixture.newAccount(silent.url());
      RestClient rest = new RestClient(url(), fixture.newApiKey(slow));
      silent.hold();
      List<Future<RestClient.Answer>> waiting = new ArrayList<>();
      for (int i = 0; i < OF_A_TENANT; i++) {
        MultipartForm form = large(slow);
        waiting.add(clients.submit(() -> rest.post(SEND, form)));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> silent.messages().size() == OF_A_TENANT);

      RestClient.Answer another = rest.post(SEND, large(slow), Map.of("Prefer", "respond-async"));

      assertThat(another.status()).as(another.body().toString()).isEqualTo(202);
      assertThat(waiting).noneMatch(Future::isDone);
      silent.answer();
      for (Future<RestClient.Answer> answer : waiting) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }
  }

  private static MultipartForm large(TestAccount account) {
    byte[] bytes = Arrays.copyOf("%PDF-1.7\n".getBytes(ISO_8859_1), LARGE);
    return MultipartForm.to(account, Commands.recipient()).file("a.pdf", bytes);
  }
}
