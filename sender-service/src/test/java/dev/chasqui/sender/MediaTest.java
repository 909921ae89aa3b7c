package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.Answer;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.WebhookReceiver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST resource messages, as a client of WhatsApp API Engine sees it: files. */
@ExtendWith(SharedSender.class)
class MediaTest {

  private static final String IMAGE = "/api/messages/send-image";
  private static final String DOCUMENT = "/api/messages/send-document";
  private static final String PHONE = "573001234567";
  private static final int MOST_BYTES = 5 * 1024 * 1024;

  private final SenderFixture sender;
  private final TestAccount account;
  private final RestClient rest;

  MediaTest(SenderFixture sender) {
    this.sender = sender;
    this.account = sender.newAccount();
    this.rest = new RestClient(sender, account);
  }

  private static byte[] image(String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), format, bytes);
    return bytes.toByteArray();
  }

  /** A PNG of any size: what follows its end is not looked at. */
  private static byte[] png(int size) throws IOException {
    return Arrays.copyOf(image("png"), size);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Map<String, String> withBase64(String base64) {
    return Map.of("phone", PHONE, "base64", base64, "caption", "Mira");
  }

  private JsonNode received() {
    return sender.whatsapp.bodies(account.phoneNumberId()).getLast();
  }

  private static void isSent(RestClient.Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().path("success").asBoolean(false)).isTrue();
    assertThat(answer.data().path("status").asString()).isEqualTo("sent");
    assertThat(answer.data().path("messageId").asString()).startsWith("wamid.");
    assertThat(answer.data().path("phone").asString()).isEqualTo(PHONE);
    assertThat(answer.data().path("timestamp").asString()).isNotBlank();
  }

  @Test
  void anImageByItsAddressIsLeftToWhatsApp() {
    isSent(
        rest.post(
            IMAGE,
            """
            {"phone": "573001234567", "imageUrl": "https://example.com/image.jpg",
             "base64": "string", "mimetype": "image/jpeg", "caption": "Mira esta imagen"}
            """));

    JsonNode body = received();
    assertThat(body.path("type").asString()).isEqualTo("image");
    assertThat(body.path("image").path("link").asString())
        .isEqualTo("https://example.com/image.jpg");
    assertThat(body.path("image").path("caption").asString()).isEqualTo("Mira esta imagen");
    assertThat(body.path("image").has("id")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"png, image/png, ''", "jpg, image/jpeg, 'data:image/png;base64,'"})
  void anImageInTheCallIsUploadedAndIsWhatItsBytesSay(String format, String type, String head)
      throws Exception {
    byte[] bytes = image(format);
    Map<String, String> fields = new HashMap<>(withBase64(head + base64(bytes)));
    fields.put("mimetype", "image/gif");

    isSent(rest.post(IMAGE, fields));

    JsonNode image = received().path("image");
    assertThat(image.path("caption").asString()).isEqualTo("Mira");
    assertThat(image.has("link")).isFalse();
    JsonNode file = sender.whatsapp.media(image.path("id").asString(), SenderFixture.TOKEN);
    assertThat(file.path("mime_type").asString()).isEqualTo(type);
    assertThat(file.path("sha256").asString())
        .isEqualTo(base64(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @Test
  void anImageMayBeAsLargeAsWhatsAppTakesIt() throws Exception {
    isSent(rest.post(IMAGE, withBase64(base64(png(MOST_BYTES)))));

    RestClient.Answer larger = rest.post(IMAGE, withBase64(base64(png(MOST_BYTES + 1))));
    assertThat(larger.status()).isEqualTo(400);
    assertThat(larger.wrongFields()).containsExactly("base64");
    assertThat(larger.error()).contains("5242881", "5242880");
    RestClient.Answer muchLarger = rest.post(IMAGE, withBase64(base64(png(MOST_BYTES * 6 / 5))));
    assertThat(muchLarger.status()).isEqualTo(413);
    assertThat(muchLarger.code()).isEqualTo("body_too_large");
  }

  @Test
  void elsewhereNoBodyIsThatLarge() throws Exception {
    Map<String, String> large = withBase64(base64(png(1024 * 1024)));

    isSent(rest.post(IMAGE, large));
    assertThat(rest.post(DOCUMENT, large).status()).isEqualTo(413);
    assertThat(rest.post("/api/messages/send", large).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "R0lGODlhAQABAAAAACw= | image/gif",
        "JVBERi0xLjcKJeLjz9M= | application/pdf",
        "SG9sYSwgcXVlIHRhbA== | text/plain",
        "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4= | svg",
        "data:image/png,iVBORw0KGgo | Base64",
        "data:image/png;base64, | Base64",
        "iVBORw0KGgo*AAAANSUhEUg | Base64",
        "iVBORw0K_-_- | Base64",
      })
  void whatIsNoImageForWhatsAppIsRefusedBeforeItIsUploaded(String base64, String said) {
    RestClient.Answer answer = rest.post(IMAGE, withBase64(base64));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongFields()).containsExactly("base64");
    assertThat(answer.error()).contains(said);
  }

  @Test
  void ofAnImageEveryWrongFieldIsNamedAtOnce() {
    assertThat(rest.post(IMAGE, "{}").wrongFields()).containsExactly("phone", "imageUrl");
    Map<String, String> wrong =
        Map.of("phone", "12", "base64", "SG9sYQ==", "caption", "a".repeat(1025));
    assertThat(rest.post(IMAGE, wrong).wrongFields()).containsExactly("phone", "base64", "caption");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com/a.jpg",
        "ftp://example.com/a.jpg",
        "file:///etc/passwd",
        "https://",
        "https:///a.jpg",
        "https://example.com/a b.jpg",
        "javascript:alert(1)"
      })
  void whatIsNoAddressOfTheWebIsRefused(String url) {
    Map<String, String> image = Map.of("phone", PHONE, "imageUrl", url);
    Map<String, String> document = Map.of("phone", PHONE, "documentUrl", url);

    assertThat(rest.post(IMAGE, image).wrongFields()).containsExactly("imageUrl");
    assertThat(rest.post(DOCUMENT, document).wrongFields()).containsExactly("documentUrl");
  }

  @Test
  void anImageIsUploadedAndSentOnceWithItsKey() throws Exception {
    byte[] png = image("png");
    String body = new JsonMapper().writeValueAsString(withBase64(base64(png)));
    try (MediaSink whatsapp = new MediaSink(png.length)) {
      RestClient there = new RestClient(sender, sender.newAccount(whatsapp.url()));

      JsonNode first = there.post(IMAGE, body, "photo-1").data();
      JsonNode second = there.post(IMAGE, body, "photo-1").data();
      RestClient.Answer other = there.post(IMAGE, body.replace("Mira", "Mire"), "photo-1");

      assertThat(first.path("status").asString()).isEqualTo("sent");
      assertThat(second.path("messageId")).isEqualTo(first.path("messageId"));
      assertThat(other.status()).isEqualTo(422);
      assertThat(whatsapp.files()).hasSize(1);
      assertThat(whatsapp.messages()).hasSize(1);
    }
  }

  @Test
  void filesAreNotWaitedForEither() {
    Map<String, String> async = Map.of("Prefer", "respond-async");
    String document = "{\"phone\":\"573001234567\",\"documentUrl\":\"https://example.com/a.pdf\"}";

    RestClient.Answer answer = rest.post(DOCUMENT, document, async);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    sender.results.awaitFinal(answer.data().path("commandId").asString());
    assertThat(received().path("document").path("link").asString())
        .isEqualTo("https://example.com/a.pdf");
  }

  @Test
  void aDocumentIsLeftToWhatsApp() {
    isSent(
        rest.post(
            DOCUMENT,
            """
            {"phone": "573001234567", "documentUrl": "https://example.com/document.pdf",
             "filename": "documento.pdf", "caption": "Aquí está el documento"}
            """));

    JsonNode document = received().path("document");
    assertThat(document.path("link").asString()).isEqualTo("https://example.com/document.pdf");
    assertThat(document.path("filename").asString()).isEqualTo("documento.pdf");
    assertThat(document.path("caption").asString()).isEqualTo("Aquí está el documento");
  }

  @Test
  void ofADocumentEveryWrongFieldIsNamedAtOnce() {
    assertThat(rest.post(DOCUMENT, "{}").wrongFields()).containsExactly("phone", "documentUrl");
    Map<String, String> wrong =
        Map.of(
            "phone",
            PHONE,
            "documentUrl",
            "https://example.com/" + "a".repeat(2048),
            "filename",
            "a\nb.pdf",
            "caption",
            "a".repeat(1025));
    assertThat(rest.post(DOCUMENT, wrong).wrongFields())
        .containsExactly("documentUrl", "filename", "caption");
  }

  @ParameterizedTest
  @CsvSource({
    "400, 131053, 400, media_failed",
    "400, 100, 400, media_failed",
    "401, 190, 503, account_not_authorised",
    "400, 133010, 503, account_not_connected",
    "500, 131000, 503, provider_unreachable",
    "429, 4, 503, provider_unreachable",
    "502, 0, 503, provider_unreachable",
  })
  void whyAnUploadFailedIsToldApart(int status, int graphCode, int expected, String code)
      throws IOException {
    String error =
        graphCode == 0
            ? "<html>"
            : "{\"error\":{\"code\":%d,\"message\":\"No\",\"error_data\":{\"details\":\"Not this\"}}}"
                .formatted(graphCode);
    try (WebhookReceiver whatsapp = WebhookReceiver.start()) {
      whatsapp.answer(Answer.status(status).body(error));
      RestClient there = new RestClient(sender, sender.newAccount(whatsapp.url()));

      RestClient.Answer answer = there.post(IMAGE, withBase64(base64(image("png"))));

      assertThat(answer.status()).isEqualTo(expected);
      assertThat(answer.code()).isEqualTo(code);
      assertThat(whatsapp.requests()).hasSize(1);
      if (code.equals("media_failed")) {
        assertThat(answer.error()).contains("Not this");
      }
    }
  }

  @Test
  void whereNobodyListensNothingIsUploaded() throws IOException {
    String nowhere = "http://127.0.0.1:" + Ports.free();
    RestClient there = new RestClient(sender, sender.newAccount(nowhere));

    RestClient.Answer answer = there.post(IMAGE, withBase64(base64(image("png"))));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("provider_unreachable");
  }
}
