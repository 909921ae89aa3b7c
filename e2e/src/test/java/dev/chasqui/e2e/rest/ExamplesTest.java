package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The examples that the document shows, sent as they are. */
class ExamplesTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Document DOCUMENT = Document.of(SYSTEM.newTenant());

  private final Api api = SYSTEM.newTenant();

  private static String example(String path) {
    return DOCUMENT.example(DOCUMENT.operation("post", path)).toString();
  }

  @Test
  void aTextIsSent() {
    JsonNode sent = api.post("/api/messages/send", example("/api/messages/send")).ok(200);

    assertThat(sent.path("status").asString()).isEqualTo("sent");
    assertThat(sent.path("messageId").asString()).startsWith("wamid.");
    assertThat(sent.path("phone").asString()).isEqualTo("573001234567");
  }

  @Test
  void aBulkJobRuns() {
    JsonNode job = api.post("/api/messages/send-bulk", example("/api/messages/send-bulk")).ok(200);

    assertThat(job.path("total").asInt()).isEqualTo(2);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> api.get("/api/messages/jobs/" + job.path("jobId").asString()).text("status"),
            "finished"::equals);
  }

  @Test
  void aWebhookIsRegisteredListedToggledAndDeleted() {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      String body =
          example("/api/webhooks/register").replace("https://tuapp.com/webhook", receiver.url());
      String id = api.post("/api/webhooks/register", body).ok(201).path("id").asString();

      assertThat(api.get("/api/webhooks").ok(200)).hasSize(1);
      assertThat(toggled(id)).isFalse();
      assertThat(toggled(id)).isTrue();
      Api.Answer deleted = api.call("DELETE", "/api/webhooks/" + id, "");
      assertThat(deleted.status()).isEqualTo(200);
      assertThat(deleted.body().path("success").asBoolean(false)).isTrue();
      assertThat(api.get("/api/webhooks").ok(200)).isEmpty();
    }
  }

  /** A webhook's are not: {@code WebhooksApiTest} has that. */
  @Test
  void fieldsOfAMessageThatAreNotKnownAreIgnored() {
    JsonNode sent =
        api.post(
                "/api/messages/send",
                "{\"phone\":\"573001234567\",\"message\":\"Hola\",\"linkPreview\":{\"on\":true}}")
            .ok(200);

    assertThat(sent.path("status").asString()).isEqualTo("sent");
  }

  private boolean toggled(String id) {
    return api.post("/api/webhooks/" + id + "/toggle", "").ok(200).path("active").asBoolean();
  }

  @Test
  void anImageAndADocumentAreSent() {
    for (String path : List.of("/api/messages/send-image", "/api/messages/send-document")) {
      assertThat(api.post(path, example(path)).ok(200).path("status").asString()).isEqualTo("sent");
    }
  }

  @Test
  void contactsAreChecked() {
    String phone = "573001234567";

    JsonNode one = api.get("/api/contacts/check/" + phone).ok(200);
    JsonNode many =
        api.post("/api/contacts/check-bulk", example("/api/contacts/check-bulk")).ok(200);
    JsonNode info = api.get("/api/contacts/info/" + phone).ok(200);

    assertThat(one.path("isRegistered").asBoolean()).isTrue();
    assertThat(many).hasSize(2);
    assertThat(info.path("phone").asString()).isEqualTo(phone);
  }

  @Test
  void aSessionIsShownEndedAndBegunAnew() {
    assertThat(api.get("/api/session/status").ok(200).path("status").asString())
        .isEqualTo("connected");
    assertThat(api.get("/api/session/profile").ok(200).path("phone").asString()).isNotEmpty();
    assertThat(api.get("/api/session/qr").status()).isEqualTo(404);
    assertThat(api.get("/api/session/qr/image").status()).isEqualTo(404);

    api.post("/api/session/logout", "").ok(200);
    api.post("/api/session/restart", "").ok(200);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.get("/api/session/qr").status(), status -> status == 200);
    assertThat(api.get("/api/session/qr").text("qrCode")).startsWith("data:image/png;base64,");
    Api.Answer image = api.get("/api/session/qr/image");
    assertThat(image.response().headers().firstValue("Content-Type")).contains("image/png");
    assertThat(image.response().body()).startsWith(0x89, 'P', 'N', 'G');
  }
}
