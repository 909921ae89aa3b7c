package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.CommandStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The REST resource messages, as a client of WhatsApp API Engine sees it: texts. */
@ExtendWith(SharedSender.class)
class RestTest {

  private static final String SEND = "/api/messages/send";
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private final SenderFixture sender;
  private final TestAccount account;
  private final RestClient rest;

  RestTest(SenderFixture sender) {
    this.sender = sender;
    this.account = sender.newAccount();
    this.rest = new RestClient(sender, account);
  }

  private static Map<String, String> text(String phone, String message) {
    return Map.of("phone", phone, "message", message);
  }

  private static String json(String phone, String message) {
    return "{\"phone\":\"%s\",\"message\":\"%s\"}".formatted(phone, message);
  }

  @Test
  void aTextIsSentAndTheAnswerHasItsId() {
    RestClient.Answer answer = rest.post(SEND, text("573001234567", "Hola"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("success").asBoolean()).isTrue();
    JsonNode data = answer.data();
    assertThat(data.path("status").asString()).isEqualTo("sent");
    assertThat(data.path("messageId").asString()).startsWith("wamid.");
    assertThat(data.path("phone").asString()).isEqualTo("573001234567");
    assertThat(Instant.parse(data.path("timestamp").asString()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    String commandId = data.path("commandId").asString();
    assertThat(sender.whatsapp.accepted(commandId)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "send-image", "send-document", "send-bulk"})
  void whatOnlyACommandOnTheTopicCanSayIsRefused(String call) {
    RestClient.Answer answer =
        rest.post("/api/messages/" + call, Map.of("sendAt", "2099-01-01T00:00:00Z"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("details").toString())
        .contains("sendAt", "is for commands on the topic only");
  }

  @Test
  void nothingIsSentFromTheKeysAccountThatNamesAnother() {
    Map<String, Object> body = new HashMap<>(text("573001234567", "Hola"));
    body.put("accountId", 7);

    assertThat(rest.post(SEND, body).status()).isEqualTo(400);
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).isEmpty();
  }

  @Test
  void otherFieldsThatACallDoesNotKnowAreIgnored() {
    Map<String, Object> body = new HashMap<>(text("573001234567", "Hola"));
    body.put("session", "default");
    body.put("sendAt", null);

    assertThat(rest.post(SEND, body).status()).isEqualTo(200);
  }

  @Test
  void aCallThatIsRepeatedWithItsKeyGetsTheFirstOnesAnswer() {
    String body = json("573001234567", "Hola");

    JsonNode first = rest.post(SEND, body, "order-7").data();
    JsonNode second = rest.post(SEND, body, "order-7").data();

    assertThat(second.path("status").asString()).isEqualTo("sent");
    assertThat(second.path("messageId")).isEqualTo(first.path("messageId"));
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"573009876543, Hola", "573001234567, Adiós"})
  void aKeyOfAnotherMessageIsRefused(String phone, String message) {
    assertThat(rest.post(SEND, json("573001234567", "Hola"), "order-9").status()).isEqualTo(200);

    RestClient.Answer other = rest.post(SEND, json(phone, message), "order-9");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("idempotency_key_reused");
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).hasSize(1);
  }

  @Test
  void aCallThatIsRepeatedWhileTheFirstOnesMessageWaitsIsToldSoAtOnce() {
    rest.patch("/api/account/limits", "{\"dailyQuota\":0}");
    String body = json("573001234567", "Hola");
    JsonNode first = rest.post(SEND, body, "order-10").data();

    long began = System.nanoTime();
    JsonNode second = rest.post(SEND, body, "order-10").data();
    RestClient.Answer other = rest.post(SEND, json("573009876543", "Hola"), "order-10");
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    assertThat(first.path("status").asString()).isEqualTo("queued");
    assertThat(second.path("status").asString()).isEqualTo("queued");
    assertThat(second.path("commandId")).isEqualTo(first.path("commandId"));
    assertThat(other.code()).isEqualTo("idempotency_key_reused");
    assertThat(took).as("far less than a call waits").isLessThan(Duration.ofSeconds(8));
    assertThat(rest.get("/api/commands/count").data().path("waiting").asInt()).isEqualTo(1);
  }

  @Test
  void aKeyOfAnotherMessageIsRefusedWhileThatOneWaitsAndWhoeverDoesNotWaitIsTold() {
    rest.patch("/api/account/limits", "{\"dailyQuota\":0}");
    Map<String, String> headers = Map.of("Idempotency-Key", "order-11", "Prefer", "respond-async");
    assertThat(rest.post(SEND, json("573001234567", "Hola"), headers).status()).isEqualTo(202);
    await()
        .atMost(LONG_ENOUGH)
        .until(() -> rest.get("/api/commands/rest-order-11").status(), status -> status == 200);

    for (String other : List.of(json("573009876543", "Hola"), json("573001234567", "Adiós"))) {
      assertThat(rest.post(SEND, other, "order-11").code()).isEqualTo("idempotency_key_reused");
      assertThat(rest.post(SEND, other, headers).code()).isEqualTo("idempotency_key_reused");
    }
    assertThat(rest.post(SEND, json("573001234567", "Hola"), headers).status()).isEqualTo(202);
  }

  @Test
  void aCommandIsFoundWhateverItsKeyLooksLike() {
    JsonNode sent = rest.post(SEND, json("573001234567", "Hola"), "order/7;a%20b").data();

    RestClient.Answer found = rest.get("/api/commands/" + sent.path("commandId").asString());

    assertThat(found.status()).isEqualTo(200);
  }

  @Test
  void keysOfDifferentAccountsAreDifferent() {
    RestClient other = new RestClient(sender, sender.newAccount());

    JsonNode mine = rest.post(SEND, json("573001234567", "Hola"), "order-8").data();
    JsonNode others = other.post(SEND, json("573001234567", "Hola"), "order-8").data();

    assertThat(mine.path("status").asString()).isEqualTo("sent");
    assertThat(others.path("messageId")).isNotEqualTo(mine.path("messageId"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with blanks"})
  void aKeyThatIsNoneIsRefused(String key) {
    RestClient.Answer answer = rest.post(SEND, json("573001234567", "Hola"), key);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_idempotency_key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"respond-async", "wait=5, Respond-Async", "respond-async;x=1, wait=5"})
  void whoPrefersItDoesNotWait(String prefer) {
    RestClient.Answer answer =
        rest.post(SEND, json("573001234567", "Hola"), Map.of("Prefer", prefer));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(answer.data().path("status").asString()).isEqualTo("queued");
    String commandId = answer.data().path("commandId").asString();
    assertThat(answer.data().path("messageId").asString()).isEqualTo(commandId);
    assertThat(sender.results.awaitFinal(commandId).getStatus()).isEqualTo(CommandStatus.SENT);
  }

  @Test
  void otherPreferencesChangeNothing() {
    RestClient.Answer answer =
        rest.post(SEND, json("573001234567", "Hola"), Map.of("Prefer", "respond-asynchronously"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Preference-Applied")).isEmpty();
  }

  @Test
  void whatWhatsAppRefusesIsRefusedWithItsReason() {
    sender.whatsapp.fault(account.phoneNumberId(), "error", ",\"code\":131047");

    RestClient.Answer answer = rest.post(SEND, text("573001234567", "Hola"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("outside_service_window");
    assertThat(answer.error()).isNotBlank();
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    RestClient.Answer empty = rest.post(SEND, "{}");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.code()).isEqualTo("validation_failed");
    assertThat(empty.wrongFields()).containsExactly("phone", "message");
    assertThat(rest.post(SEND, text("12", " ")).wrongFields()).containsExactly("phone", "message");
  }

  @Test
  void aTextOfAnyCharactersGoesOutAsItIs() {
    String odd = "\u0001\t\r\n\u001b[31m\u007f\u0085\u200e\ud83d\ude00 'x' \"y\" {{1}} \\";

    assertThat(rest.post(SEND, text("573001234567", odd)).status()).isEqualTo(200);

    JsonNode body = sender.whatsapp.bodies(account.phoneNumberId()).getFirst();
    assertThat(body.path("text").path("body").asString()).isEqualTo(odd);
  }

  @Test
  void aTextIsAsLongAsWhatsAppTakesIt() {
    assertThat(rest.post(SEND, text("573001234567", "a".repeat(4096))).status()).isEqualTo(200);
    for (int length : new int[] {4097, 65_536}) {
      RestClient.Answer answer = rest.post(SEND, text("573001234567", "a".repeat(length)));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.wrongFields()).containsExactly("message");
      assertThat(answer.error()).contains("4096");
    }
  }

  @Test
  void withoutAConnectionToWhatsAppTheAnswerIs503() {
    sender.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, true);
    assertThat(rest.post(SEND, text("573001234567", "Hola")).status()).isEqualTo(200);
    sender.whatsapp.breakSession(account.phoneNumberId());

    RestClient.Answer answer =
        rest.post(SEND, json("573001234567", "Hola"), "same-cause-" + account.id());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("account_not_connected");
    JsonNode result =
        rest.get("/api/commands/rest-same-cause-" + account.id()).data().path("result");
    assertThat(result.path("errorCode").asString()).isEqualTo(answer.code());
  }

  @Test
  void aTokenThatWhatsAppRefusesIs503Too() {
    RestClient unauthorised = new RestClient(sender, sender.newUnauthorisedAccount());

    RestClient.Answer answer = unauthorised.post(SEND, text("573001234567", "Hola"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("account_not_authorised");
  }

  @Test
  void withoutAKeyNothingIsSent() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(sender.restUrl() + SEND))
                  .header("X-API-Key", "chq_wrong")
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(json("573001234567", "Hola")))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(401);
    }
  }
}
