package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The examples that the document shows, sent as they are. */
class ExamplesTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Document DOCUMENT = Document.of(SYSTEM.newTenant());

  private final Api api = SYSTEM.newTenant();

  private static String example(String path) {
    JsonNode schema =
        DOCUMENT
            .operation("post", path)
            .path("requestBody")
            .path("content")
            .path("application/json")
            .path("schema");
    return DOCUMENT.resolved(schema).path("example").toString();
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

  private boolean toggled(String id) {
    return api.post("/api/webhooks/" + id + "/toggle", "").ok(200).path("active").asBoolean();
  }

  @Test
  void whatIsOnlyAskedIsAnswered() {
    assertThat(api.get("/api/session/status").ok(200).path("status").asString())
        .isEqualTo("connected");
    assertThat(api.get("/api/contacts/check/573001234567").ok(200).path("isRegistered").asBoolean())
        .isTrue();
  }
}
