package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST resource messages, as a client of WhatsApp API Engine sees it. */
@ExtendWith(SharedSender.class)
class RestTest {

  private final HttpClient http = HttpClient.newHttpClient();

  private record Answer(int status, JsonNode body) {}

  @Test
  void aTextIsSentAndTheAnswerHasItsId(SenderFixture sender) throws Exception {
    TestAccount account = sender.newAccount();

    Answer answer = post(sender, sender.newApiKey(account), text("573001234567", "Hola"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("success").asBoolean()).isTrue();
    JsonNode data = answer.body().path("data");
    assertThat(data.path("status").asString()).isEqualTo("sent");
    assertThat(data.path("messageId").asString()).startsWith("wamid.");
    assertThat(data.path("phone").asString()).isEqualTo("573001234567");
    String commandId = data.path("commandId").asString();
    assertThat(sender.whatsapp.accepted(commandId)).isEqualTo(1);
  }

  @Test
  void aCallThatIsRepeatedWithItsKeyGetsTheFirstOnesAnswer(SenderFixture sender) throws Exception {
    TestAccount account = sender.newAccount();
    String apiKey = sender.newApiKey(account);
    String body = text("573001234567", "Hola");

    JsonNode first = post(sender, apiKey, body, "order-7").body().path("data");
    JsonNode second = post(sender, apiKey, body, "order-7").body().path("data");

    assertThat(second.path("status").asString()).isEqualTo("sent");
    assertThat(second.path("messageId")).isEqualTo(first.path("messageId"));
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).hasSize(1);
  }

  @Test
  void keysOfDifferentAccountsAreDifferent(SenderFixture sender) throws Exception {
    String body = text("573001234567", "Hola");
    String refused = text("12", "Hola");

    Answer mine = post(sender, sender.newApiKey(sender.newAccount()), body, "order-8");
    Answer others = post(sender, sender.newApiKey(sender.newAccount()), refused, "order-8");

    assertThat(mine.status()).isEqualTo(200);
    assertThat(others.status()).isEqualTo(400);
  }

  @Test
  void whatCannotBeSentIsRefusedWithItsReason(SenderFixture sender) throws Exception {
    String key = sender.newApiKey(sender.newAccount());

    Answer answer = post(sender, key, text("12", "Hola"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("code").asString()).isEqualTo("invalid_recipient");
  }

  @Test
  void everyWrongFieldIsNamedAtOnce(SenderFixture sender) throws Exception {
    String key = sender.newApiKey(sender.newAccount());

    Answer answer = post(sender, key, "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("details").findValuesAsString("field"))
        .containsExactly("phone", "message");
  }

  @Test
  void withoutAKeyNothingIsSent(SenderFixture sender) throws Exception {
    assertThat(post(sender, "chq_wrong", text("573001234567", "Hola")).status()).isEqualTo(401);
  }

  private static String text(String phone, String message) {
    return "{\"phone\":\"%s\",\"message\":\"%s\"}".formatted(phone, message);
  }

  private Answer post(SenderFixture sender, String key, String body)
      throws IOException, InterruptedException {
    return post(request(sender, key, body));
  }

  private Answer post(SenderFixture sender, String key, String body, String idempotencyKey)
      throws IOException, InterruptedException {
    return post(request(sender, key, body).header("Idempotency-Key", idempotencyKey));
  }

  private static HttpRequest.Builder request(SenderFixture sender, String key, String body) {
    return HttpRequest.newBuilder(URI.create(sender.restUrl() + "/api/messages/send"))
        .header("X-API-Key", key)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private Answer post(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), new JsonMapper().readTree(response.body()));
  }
}
