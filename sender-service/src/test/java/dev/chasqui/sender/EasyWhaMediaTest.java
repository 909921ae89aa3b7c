package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.testing.Answer;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/whatsapp/sendMedia}, as a client of EasyWha sees it. */
@ExtendWith(SharedSender.class)
class EasyWhaMediaTest {

  private static final String SEND = "/api/whatsapp/sendMedia";
  private static final String NUMBER = "5219991234567";
  private static final int MIB = 1 << 20;
  private static final byte[] PNG = bytes("89504e470d0a1a0a0000000d49484452");
  private static final byte[] MP4 = bytes("0000001866747970 69736f6d");
  private static final byte[] MP3 = bytes("49443303000000000000");
  private static final byte[] OGG =
      bytes("4f67675300020000000000000000000000000000000000000000 00 01 4f70757348656164");
  private static final byte[] WEBP = bytes("52494646240000005745425056503820");
  private static final byte[] PDF = "%PDF-1.7\n%âãÏÓ\n".getBytes(ISO_8859_1);
  private static final byte[] GIF = "GIF89a".getBytes(ISO_8859_1);

  private final SenderFixture sender;
  private final TestAccount account;
  private final RestClient rest;

  EasyWhaMediaTest(SenderFixture sender) {
    this.sender = sender;
    this.account = sender.newAccount();
    this.rest = new RestClient(sender, account);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** What follows a file's end is not looked at. */
  private static byte[] sized(byte[] file, int size) {
    return Arrays.copyOf(file, size);
  }

  private MultipartForm form() {
    return MultipartForm.to(account, NUMBER);
  }

  private JsonNode received() {
    return sender.whatsapp.bodies(account.phoneNumberId()).getLast();
  }

  private static void isSent(RestClient.Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().path("success").asBoolean(false)).isTrue();
    assertThat(answer.body().path("msgId").asString()).matches("true_\\d+@c\\.us_wamid\\..+");
  }

  /** Whatever came of a call, its file is gone. */
  @AfterEach
  void nothingIsLeftOnTheDisk() {
    await().atMost(Duration.ofSeconds(30)).until(this::filesOnTheDisk, List::isEmpty);
    assertThat(sender.uploads).isEmptyDirectory();
  }

  /** They have no names: where the system shows them, they are what this process has open. */
  private List<Path> filesOnTheDisk() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(open)) {
      return all.map(EasyWhaMediaTest::target)
          .filter(file -> file.startsWith(sender.uploads))
          .toList();
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException closedMeanwhile) {
      return link;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "png,  foto.jpg,   image,    image/png",
    "mp4,  clip,       video,    video/mp4",
    "mp3,  nota.bin,   audio,    audio/mpeg",
    "ogg,  nota.ogg,   audio,    audio/ogg",
    "webp, s.webp,     sticker,  image/webp",
    "pdf,  Año 1.pdf,  document, application/pdf",
    "text, datos.csv,  document, text/plain",
  })
  void aFileIsSentAsWhatItsBytesSay(String file, String name, String kind, String type)
      throws Exception {
    byte[] bytes = sized(example(file), 20_000);

    isSent(rest.post(SEND, form().file(name, bytes).field("caption", "Mira ñandú\nsí")));

    JsonNode body = received();
    assertThat(body.path("type").asString()).isEqualTo(kind);
    JsonNode media = sender.whatsapp.media(mediaId(body), SenderFixture.TOKEN);
    assertThat(media.path("mime_type").asString()).isEqualTo(type);
    assertThat(media.path("sha256").asString())
        .isEqualTo(
            Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes)));
    boolean captioned = !List.of("audio", "sticker").contains(kind);
    assertThat(body.path(kind).path("caption").asString(""))
        .isEqualTo(captioned ? "Mira ñandú\nsí" : "");
    assertThat(body.path(kind).path("filename").asString(""))
        .isEqualTo(kind.equals("document") ? name : "");
  }

  private static byte[] example(String name) {
    return switch (name) {
      case "png" -> PNG;
      case "mp4" -> MP4;
      case "mp3" -> MP3;
      case "ogg" -> OGG;
      case "webp" -> WEBP;
      case "pdf" -> PDF;
      default -> "a;b\n1;2\n".repeat(3000).getBytes(UTF_8);
    };
  }

  private static String mediaId(JsonNode body) {
    return body.path(body.path("type").asString()).path("id").asString();
  }

  @Test
  void theFieldsMayStandBehindTheFileAndTheQuotaIsCounted() {
    rest.patch("/api/account/limits", "{\"dailyQuota\":10}");
    MultipartForm form =
        new MultipartForm()
            .file("C:\\fotos\\playa.png", PNG)
            .field("accountId", account.id())
            .field("number", "120363025246125486@g.us");

    RestClient.Answer answer = rest.post(SEND, form);

    assertThat(answer.body().path("msgId").asString())
        .startsWith("true_120363025246125486@g.us_wamid.");
    assertThat(answer.body().path("remainingQuota").asInt()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({"png, 5", "mp4, 16", "mp3, 16"})
  void aFileIsAsLargeAsWhatsAppTakesItsKind(String file, int mib) {
    isSent(rest.post(SEND, form().file("a", sized(example(file), mib * MIB))));

    RestClient.Answer larger =
        rest.post(SEND, form().file("a", sized(example(file), mib * MIB + 1)));

    assertThat(larger.status()).isEqualTo(413);
    assertThat(larger.code()).isEqualTo("file_too_large");
    assertThat(larger.error()).contains("" + mib * MIB, "" + (mib * MIB + 1));
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).hasSize(1);
  }

  @Test
  void ofWhatIsLargerThanAnyFileNoMoreIsReadThanNeeded(@TempDir Path directory) throws Exception {
    Path large = directory.resolve("large.pdf");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.write(PDF);
      file.setLength(101L * MIB);
    }

    RestClient.Answer untold = rest.postChunked(SEND, form().file(large));

    try (HalfForm told = new HalfForm(sender.restUrl(), sender.newApiKey(account), 101L * MIB)) {
      assertThat(told.answer()).isEqualTo("HTTP/1.1 413");
    }
    assertThat(untold.status()).isEqualTo(413);
    assertThat(untold.code()).isEqualTo("body_too_large");
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gif", "a.png", "a.pdf", "a"})
  void whatWhatsAppDoesNotTakeIsToldWhatItDoes(String name) {
    RestClient.Answer answer =
        rest.post(SEND, form().file(name, GIF), Map.of("Accept-Language", "es-PE"));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported_file");
    assertThat(answer.error()).contains("El archivo es image/gif", "image/png", "application/pdf");
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).isEmpty();
  }

  @Test
  void bytesThatSayNothingAreNoFileWhateverTheirName() {
    RestClient.Answer answer = rest.post(SEND, form().file("a.jpg", new byte[100]));

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    assertThat(rest.post(SEND, new MultipartForm()).wrongFields())
        .containsExactly("file", "accountId", "number");
    MultipartForm wrong =
        new MultipartForm()
            .field("accountId", "abc")
            .field("number", "12")
            .field("caption", "a".repeat(1025))
            .file("a.png", new byte[0]);
    RestClient.Answer answer = rest.post(SEND, wrong);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongFields()).containsExactly("file", "accountId", "number", "caption");
    assertThat(rest.post(SEND, form().file("a", PNG).file("b", PNG)).wrongFields())
        .containsExactly("file");
    assertThat(rest.post(SEND, form().file("a".repeat(256), PNG)).wrongFields())
        .containsExactly("file");
    assertThat(rest.post(SEND, form().file("a", PNG).field("caption", "a\0b")).wrongFields())
        .containsExactly("caption");
    assertThat(rest.post(SEND, form().field("file", "a text")).wrongFields())
        .containsExactly("file");
    MultipartForm later =
        form().field("sendAt", "2099-01-01T00:00:00Z").field("replyTo", "wamid.1");
    assertThat(rest.post(SEND, later.file("a", PNG)).wrongFields())
        .containsExactly("replyTo", "sendAt");
  }

  @Test
  void whatIsNoFormIsRefused() {
    RestClient.Answer json = rest.post(SEND, Map.of("accountId", account.id()));
    RestClient.Answer noBoundary = rest.post(SEND, "--x\r\n", Map.of(), "multipart/form-data");
    RestClient.Answer broken =
        rest.post(SEND, "--x\r\nContent-Dis", Map.of(), "multipart/form-data; boundary=x");

    assertThat(json.status()).isEqualTo(415);
    assertThat(json.code()).isEqualTo("unsupported_media_type");
    assertThat(json.error()).contains("multipart/form-data");
    assertThat(List.of(noBoundary, broken))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.code()).isEqualTo("malformed_form");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/whatsapp/send", "/api/messages/send", "/api/messages/send-bulk"})
  void elsewhereNoFormIsTaken(String path) {
    RestClient.Answer answer = rest.post(path, form().file("a.png", PNG));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported_media_type");
  }

  @Test
  void anotherTenantsAccountIsForbiddenAndAnUnknownOneIsNotFound() {
    TestAccount theirs = sender.newAccount();
    TestAccount unknown = new TestAccount(999_999_999, "");

    RestClient.Answer forbidden =
        rest.post(SEND, MultipartForm.to(theirs, NUMBER).file("a.png", PNG));
    RestClient.Answer notFound =
        rest.post(SEND, MultipartForm.to(unknown, NUMBER).file("a.png", PNG));

    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(forbidden.code()).isEqualTo("forbidden");
    assertThat(notFound.status()).isEqualTo(404);
    assertThat(sender.whatsapp.bodies(theirs.phoneNumberId())).isEmpty();
  }

  @Test
  void aFormThatDribblesIsCutOffInTime() throws Exception {
    try (HalfForm slow = new HalfForm(sender.restUrl(), sender.newApiKey(account), 10L * MIB)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                slow.send("a");
                return slow.isAnswered();
              });

      assertThat(slow.answer()).isEqualTo("HTTP/1.1 408");
      assertThat(slow.body()).contains("\"code\":\"body_too_slow\"", "en 15 s");
    }
  }

  @Test
  void aFormThatBreaksOffLeavesNothing() throws Exception {
    try (HalfForm _ = new HalfForm(sender.restUrl(), sender.newApiKey(account), 10L * MIB)) {
      if (Files.isDirectory(Path.of("/proc/self/fd"))) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(this::filesOnTheDisk, files -> files.size() == 1);
      }
    }
    nothingIsLeftOnTheDisk();
  }

  @Test
  void whatStandsBesideTheFileIsBounded() {
    MultipartForm manyFields = form().file("a.png", PNG);
    for (int i = 0; i < 40; i++) {
      manyFields.field("f" + i, i);
    }
    MultipartForm largeField = form().file("a.png", PNG).field("caption", "a".repeat(MIB));
    MultipartForm largeHead = form().file("a".repeat(5000) + ".png", PNG);
    MultipartForm nulInName = form().file("a\0b.png", PNG);

    RestClient.Answer many = rest.post(SEND, manyFields);
    assertThat(many.error()).contains("32");
    assertThat(List.of(many, rest.post(SEND, largeHead), rest.post(SEND, nulInName)))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.code()).isEqualTo("malformed_form");
            });
    assertThat(rest.post(SEND, largeField).wrongFields()).containsExactly("caption");
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).isEmpty();
  }

  @Test
  void aCallThatIsRepeatedWithItsKeyUploadsAndSendsOnce() {
    try (MediaSink whatsapp = new MediaSink(PNG.length)) {
      TestAccount there = sender.newAccount(whatsapp.url());
      RestClient client = new RestClient(sender, there);
      Map<String, String> key = Map.of("Idempotency-Key", "photo-1");
      MultipartForm form = MultipartForm.to(there, NUMBER).file("a.png", PNG);

      RestClient.Answer first = client.post(SEND, form, key);
      RestClient.Answer second = client.post(SEND, form, key);
      RestClient.Answer async =
          client.post(SEND, form, Map.of("Idempotency-Key", "photo-1", "Prefer", "respond-async"));
      RestClient.Answer other =
          client.post(SEND, MultipartForm.to(there, NUMBER).file("a.pdf", PDF), key);

      isSent(first);
      assertThat(second.status()).isEqualTo(200);
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(async.status()).isEqualTo(202);
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.code()).isEqualTo("idempotency_key_reused");
      assertThat(whatsapp.files()).hasSize(1);
      assertThat(whatsapp.messages()).hasSize(1);
    }
  }

  @Test
  void aCallThatIsRepeatedWhileItsMessageIsOnItsWayIsToldWhatComesOfIt() throws Exception {
    try (MediaSink whatsapp = new MediaSink(PNG.length);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      TestAccount there = sender.newAccount(whatsapp.url());
      RestClient client = new RestClient(sender, there);
      Map<String, String> key = Map.of("Idempotency-Key", "photo-3");
      MultipartForm form = MultipartForm.to(there, NUMBER).file("a.png", PNG);
      whatsapp.hold();

      Future<RestClient.Answer> first = clients.submit(() -> client.post(SEND, form, key));
      await().atMost(Duration.ofSeconds(30)).until(() -> whatsapp.messages().size() == 1);
      Future<RestClient.Answer> second = clients.submit(() -> client.post(SEND, form, key));
      whatsapp.answer();

      isSent(first.get());
      assertThat(second.get().body()).isEqualTo(first.get().body());
      assertThat(whatsapp.files()).hasSize(1);
      assertThat(whatsapp.messages()).hasSize(1);
    }
  }

  @Test
  void ofTwoCallsAtOnceWithTheSameKeyOneIsSent() throws Exception {
    Map<String, String> key = Map.of("Idempotency-Key", "photo-4");
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      MultipartForm form = form().file("a.png", PNG);
      var first = clients.submit(() -> rest.post(SEND, form, key));
      var second = clients.submit(() -> rest.post(SEND, form, key));

      isSent(first.get());
      assertThat(second.get().body()).isEqualTo(first.get().body());
    }
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).hasSize(1);
  }

  @Test
  void whoPrefersItDoesNotWait() {
    RestClient.Answer answer =
        rest.post(
            SEND,
            form().file("a.png", PNG),
            Map.of("Prefer", "respond-async", "Idempotency-Key", "photo-2"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().path("msgId").asString())
        .isEqualTo("true_5219991234567@c.us_rest-photo-2");
    sender.results.awaitFinal("rest-photo-2");
    assertThat(received().path("type").asString()).isEqualTo("image");
  }

  @ParameterizedTest
  @CsvSource({
    "400, 131053, 400, media_failed",
    "401, 190, 503, account_not_authorised",
    "500, 131000, 503, provider_unreachable"
  })
  void whyAnUploadFailedIsToldApart(int status, int graphCode, int expected, String code) {
    try (WebhookReceiver whatsapp = WebhookReceiver.start()) {
      whatsapp.answer(
          Answer.status(status)
              .body("{\"error\":{\"code\":%d,\"message\":\"Not this\"}}".formatted(graphCode)));
      TestAccount there = sender.newAccount(whatsapp.url());

      RestClient.Answer answer =
          new RestClient(sender, there)
              .post(SEND, MultipartForm.to(there, NUMBER).file("a.png", PNG));

      assertThat(answer.status()).isEqualTo(expected);
      assertThat(answer.code()).isEqualTo(code);
      assertThat(whatsapp.requests()).hasSize(1);
    }
  }
}
