package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/whatsapp/send}, as a client of EasyWha sees it. */
@ExtendWith(SharedSender.class)
class EasyWhaTextTest {

  private static final String SEND = "/api/whatsapp/send";
  private static final String NUMBER = "573001234567";
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private final SenderFixture sender;
  private final TestAccount account;
  private final RestClient rest;

  EasyWhaTextTest(SenderFixture sender) {
    this.sender = sender;
    this.account = sender.newAccount();
    this.rest = new RestClient(sender, account);
  }

  private String body(String number) {
    return body(account.id(), number);
  }

  private static String body(long accountId, String number) {
    return "{\"accountId\":%d,\"number\":\"%s\",\"message\":\"Hola\"}".formatted(accountId, number);
  }

  private JsonNode sent(String number) {
    RestClient.Answer answer = rest.post(SEND, body(number));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static String msgId(JsonNode answer) {
    return answer.path("msgId").asString("");
  }

  private void limit(String limits) {
    assertThat(rest.patch("/api/account/limits", limits).status()).isEqualTo(200);
  }

  @Test
  void aTextIsSentAndAnsweredAsThePageHasIt() {
    limit("{\"dailyQuota\":100}");

    JsonNode first = sent(NUMBER);
    JsonNode second = sent(NUMBER);

    assertThat(first.propertyNames()).containsExactly("success", "msgId", "remainingQuota");
    assertThat(first.path("success").asBoolean(false)).isTrue();
    assertThat(msgId(first)).startsWith("true_573001234567@c.us_wamid.");
    assertThat(first.path("remainingQuota").asInt()).isEqualTo(99);
    assertThat(second.path("remainingQuota").asInt()).isEqualTo(98);
    JsonNode received = sender.whatsapp.bodies(account.phoneNumberId()).getFirst();
    assertThat(received.path("to").asString()).isEqualTo(NUMBER);
    assertThat(received.path("text").path("body").asString()).isEqualTo("Hola");
  }

  @Test
  void withoutAQuotaNoneRemains() {
    assertThat(sent(NUMBER).propertyNames()).containsExactly("success", "msgId");
  }

  @ParameterizedTest
  @CsvSource({
    "+57 300 123-4567,            573001234567@c.us,            573001234567",
    "573001234567@c.us,           573001234567@c.us,            573001234567",
    "573001234567@s.whatsapp.net, 573001234567@s.whatsapp.net,  573001234567",
    "120363025246125486@g.us,     120363025246125486@g.us,      120363025246125486",
  })
  void aJidStaysAsItIs(String number, String chat, String to) {
    assertThat(msgId(sent(number))).startsWith("true_" + chat + "_wamid.");

    JsonNode received = sender.whatsapp.bodies(account.phoneNumberId()).getLast();
    assertThat(received.path("to").asString()).isEqualTo(to);
  }

  @Test
  void aNumberIsTheOneThatWhatsAppKnows() {
    String number = Commands.recipient();
    sender.whatsapp.knowAs(number, "4477" + number.substring(4));

    assertThat(msgId(sent(number))).startsWith("true_4477" + number.substring(4) + "@c.us_");
  }

  @Test
  void numbersMayBeWrittenAsNumbersAndTheAccountAsAText() {
    RestClient.Answer answer =
        rest.post(
            SEND,
            "{\"accountId\":\"%d\",\"number\":573001234567,\"message\":\"Hola\"}"
                .formatted(account.id()));

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    assertThat(rest.post(SEND, "{}").wrongFields())
        .containsExactly("accountId", "number", "message");
    RestClient.Answer wrong =
        rest.post(
            SEND,
            Map.of("accountId", account.id(), "number", "12", "message", "a".repeat(4097)),
            Map.of("Accept-Language", "es"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.wrongFields()).containsExactly("number", "message");
    assertThat(wrong.error()).contains("número de teléfono");
    assertThat(
            rest.post(
                    SEND,
                    Map.of(
                        "accountId", account.id(), "number", NUMBER, "message", "x", "sendAt", "-"))
                .wrongFields())
        .containsExactly("sendAt");
  }

  @Test
  void anotherTenantsAccountIsForbiddenAndAnUnknownOneIsNotFound() {
    TestAccount theirs = sender.newAccount();

    RestClient.Answer forbidden = rest.post(SEND, body(theirs.id(), NUMBER));
    RestClient.Answer unknown = rest.post(SEND, body(999_999_999, NUMBER));

    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(forbidden.code()).isEqualTo("forbidden");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("not_found");
    assertThat(sender.whatsapp.bodies(theirs.phoneNumberId())).isEmpty();
  }

  @Test
  void aKeyActsForItsAccountAlone() {
    TestAccount beside = sender.newAccountBeside(account);

    assertThat(rest.post(SEND, body(beside.id(), NUMBER)).status()).isEqualTo(403);
    RestClient other = new RestClient(sender, beside);
    assertThat(other.post(SEND, body(beside.id(), NUMBER)).status()).isEqualTo(200);
  }

  @Test
  void anAccountThatIsSwitchedOffIsToldToBe() {
    sent(NUMBER);
    sender.disable(account);

    await()
        .atMost(LONG_ENOUGH)
        .until(() -> rest.post(SEND, body(NUMBER)).status(), status -> status == 403);
    assertThat(rest.post(SEND, body(NUMBER)).code()).isEqualTo("account_disabled");
  }

  @Test
  void aCallThatIsRepeatedWithItsKeySendsOnce() {
    JsonNode first = rest.post(SEND, body(NUMBER), "order-1").body();
    JsonNode second = rest.post(SEND, body(NUMBER), "order-1").body();

    assertThat(msgId(first)).startsWith("true_573001234567@c.us_wamid.");
    assertThat(msgId(second)).isEqualTo(msgId(first));
    assertThat(sender.whatsapp.bodies(account.phoneNumberId())).hasSize(1);
    RestClient.Answer another = rest.post(SEND, body(NUMBER).replace("Hola", "Adiós"), "order-1");
    assertThat(another.status()).isEqualTo(422);
    assertThat(another.code()).isEqualTo("idempotency_key_reused");
    assertThat(rest.post(SEND, body(NUMBER), "no good key").code())
        .isEqualTo("invalid_idempotency_key");
  }

  @Test
  void whoPrefersItDoesNotWait() {
    RestClient.Answer answer =
        rest.post(
            SEND, body(NUMBER), Map.of("Prefer", "respond-async", "Idempotency-Key", "order-2"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(msgId(answer.body())).isEqualTo("true_573001234567@c.us_rest-order-2");
    assertThat(sender.results.awaitFinal("rest-order-2").getMessageId()).startsWith("wamid.");
  }

  @Test
  void whatTheQuotaHoldsIsAnsweredWithTheCommandsId() {
    limit("{\"dailyQuota\":1}");
    assertThat(sent(NUMBER).path("remainingQuota").asInt()).isZero();

    RestClient.Answer held = rest.post(SEND, body(Commands.recipient()), "order-3");

    assertThat(held.status()).isEqualTo(200);
    assertThat(msgId(held.body())).endsWith("@c.us_rest-order-3");
    assertThat(held.body().path("remainingQuota").asInt(-1)).isZero();
  }

  @Test
  void aMomentsPaceIsWaitedFor() {
    limit("{\"messagesPerSecond\":2,\"burst\":1,\"dailyQuota\":10}");

    for (int left = 9; left >= 6; left--) {
      JsonNode answer = sent(Commands.recipient());
      assertThat(msgId(answer)).contains("@c.us_wamid.");
      assertThat(answer.path("remainingQuota").asInt()).isEqualTo(left);
    }
  }

  @Test
  void whatWhatsAppRefusesIsRefusedWithItsReason() {
    sender.whatsapp.fault(account.phoneNumberId(), "error", ",\"code\":131047");

    RestClient.Answer answer = rest.post(SEND, body(NUMBER));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("outside_service_window");
  }

  @Test
  void aFailureOfWhatsAppsIs500OnceNothingMoreIsToBeHeard() {
    sender.whatsapp.fault(account.phoneNumberId(), "error", ",\"code\":131000");

    // Whether WhatsApp took it is waited for; if that takes longer than a call, the next one knows.
    RestClient.Answer answer =
        await()
            .atMost(LONG_ENOUGH)
            .until(() -> rest.post(SEND, body(NUMBER), "order-4"), it -> it.status() != 200);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("provider_failed");
    assertThat(answer.body().path("success").asBoolean(true)).isFalse();
    assertThat(answer.error()).contains("may have been sent");
  }

  @Test
  void withoutAConnectionToWhatsAppTheAnswerIs503() {
    sender.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, true);
    sender.whatsapp.breakSession(account.phoneNumberId());

    RestClient.Answer answer = rest.post(SEND, body(NUMBER));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("account_not_connected");
  }

  @Test
  void withoutAKeyNothingIsSent() {
    RestClient stranger = new RestClient(sender.restUrl(), "chq_wrong");

    assertThat(stranger.post(SEND, body(NUMBER)).status()).isEqualTo(401);
  }
}
