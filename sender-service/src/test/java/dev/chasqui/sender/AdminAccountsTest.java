package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Accounts as an operator makes and changes them, against a WhatsApp that has the last word. */
@ExtendWith(SharedSender.class)
class AdminAccountsTest {

  private static final String TOKEN = SenderFixture.TOKEN;

  private final SenderFixture sender;
  private final AdminClient admin;
  private final long tenant;

  AdminAccountsTest(SenderFixture sender) {
    this.sender = sender;
    this.admin = AdminClient.of(sender);
    this.tenant = admin.newTenant("Accounts");
  }

  @Test
  void anAccountThatWhatsAppTakesIsMadeAndSends() {
    String number = admin.newNumber();

    var made = admin.post("/admin/accounts", admin.account(tenant, number, TOKEN));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.data().path("phone").asString()).matches("[0-9]{5,}");
    assertThat(made.data().path("tenantId").asLong()).isEqualTo(tenant);
    TestAccount account = new TestAccount(made.data().path("id").asLong(), number);
    assertThat(admin.get("/admin/accounts/" + account.id()).data()).isEqualTo(made.data());
    assertThat(admin.get("/admin/accounts?tenantId=" + tenant).data()).hasSize(1);
    RestClient rest = new RestClient(sender, account);
    assertThat(send(rest).status()).isEqualTo(200);
    assertThat(sender.whatsapp.bodies(number)).hasSize(1);
  }

  @Test
  void noAnswerHasASecret() {
    TestAccount account = admin.newAccount(tenant);

    var answers =
        List.of(
            admin.get("/admin/accounts"),
            admin.get("/admin/accounts/" + account.id()),
            admin.patch("/admin/accounts/" + account.id(), "{\"enabled\":true}"),
            admin.post("/admin/accounts/" + account.id() + "/check", "{}"));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.body().toString())
                  .doesNotContain(TOKEN, "the-app-secret", "the-verify-token");
            });
  }

  @Test
  void aTokenThatWhatsAppRefusesSavesNothing() {
    String number = admin.newNumber();

    var refused = admin.post("/admin/accounts", admin.account(tenant, number, "expired-token"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("code").asString()).isEqualTo("account_check_failed");
    assertThat(refused.error())
        .contains("Invalid OAuth access token", "190", "make a new one", "Nothing was saved")
        .doesNotContain("expired-token");
    assertThat(admin.get("/admin/accounts?tenantId=" + tenant).data()).isEmpty();
  }

  @Test
  void aNumberThatTheTokenDoesNotSeeSavesNothing() {
    admin.newNumber();

    var refused = admin.post("/admin/accounts", admin.account(tenant, "404404404", TOKEN));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.error()).contains("404404404", "phone number id is wrong");
    assertThat(admin.get("/admin/accounts?tenantId=" + tenant).data()).isEmpty();
  }

  @Test
  void aNumberThatIsAnotherSavesNothing() {
    String body = admin.account(tenant, admin.newNumber(), TOKEN);

    var refused =
        admin.post("/admin/accounts", body.replace("\"kind\"", "\"phone\":\"+573001\",\"kind\""));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.error()).contains("573001");
    assertThat(admin.get("/admin/accounts?tenantId=" + tenant).data()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:1, does not answer", "SIMULATOR/elsewhere, not as WhatsApp does"})
  void anAddressThatIsNotWhatsAppsSavesNothing(String url, String reason) {
    String elsewhere = url.replace("SIMULATOR", sender.restUrl());
    String body = admin.account(tenant, admin.newNumber(), TOKEN);

    var refused = admin.post("/admin/accounts", body.replace(sender.simulatorUrl(), elsewhere));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.error()).contains(reason, elsewhere);
    assertThat(admin.get("/admin/accounts?tenantId=" + tenant).data()).isEmpty();
  }

  @Test
  void theCheckCanBeLeftOutAndMadeLater() {
    String number = "700700" + tenant;
    String body = admin.account(tenant, number, TOKEN);
    String unchecked = body.replace("\"kind\"", "\"check\":false,\"phone\":\"15550001\",\"kind\"");

    var made = admin.post("/admin/accounts", unchecked);

    assertThat(made.status()).isEqualTo(201);
    String path = "/admin/accounts/" + made.data().path("id").asLong();
    var refused = admin.post(path + "/check", "{}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.error()).doesNotContain("saved");
    sender.whatsapp.addNumber(number, TOKEN);
    var known = admin.post(path + "/check", "{}");
    assertThat(known.status()).isEqualTo(200);
    assertThat(known.data().path("qualityRating").asString()).isEqualTo("GREEN");
  }

  @Test
  void aChangeThatWhatsAppRefusesChangesNothing() {
    TestAccount account = admin.newAccount(tenant);
    String path = "/admin/accounts/" + account.id();
    Account before = stored(account);

    assertThat(admin.patch(path, "{\"token\":\"expired\"}").status()).isEqualTo(422);
    assertThat(stored(account)).isEqualTo(before);

    assertThat(admin.patch(path, "{\"token\":\"expired\",\"check\":false}").status())
        .isEqualTo(200);
    assertThat(stored(account).secrets().token().value()).isEqualTo("expired");
    assertThat(stored(account).secrets().appSecret()).isEqualTo(before.secrets().appSecret());
  }

  @Test
  void aDisabledAccountSendsNothingUntilItIsEnabled() {
    TestAccount account = admin.newAccount(tenant);
    RestClient rest = new RestClient(sender, account);
    String path = "/admin/accounts/" + account.id();

    admin.patch(path, "{\"enabled\":false}");
    await().untilAsserted(() -> assertThat(send(rest).code()).isEqualTo("account_disabled"));
    assertThat(admin.get(path).data().path("enabled").asBoolean(true)).isFalse();
    admin.patch(path, "{\"enabled\":true}");

    await().untilAsserted(() -> assertThat(send(rest).status()).isEqualTo(200));
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    JsonNode details =
        admin
            .post(
                "/admin/accounts",
                """
                {"tenantId":-1,"kind":"fax","phoneNumberId":"a/b","token":"has blank","verifyTokn":"x","baseUrl":"ftp://x","apiVersion":"25"}
                """)
            .body()
            .path("details");

    assertThat(details.findValuesAsString("field"))
        .containsExactlyInAnyOrder(
            "tenantId",
            "kind",
            "phoneNumberId",
            "token",
            "verifyTokn",
            "baseUrl",
            "apiVersion",
            "appSecret",
            "verifyToken");
    assertThat(details.toString()).doesNotContain("has blank");
  }

  @Test
  void aNumberHasOneAccount() {
    TestAccount account = admin.newAccount(tenant);

    var second =
        admin.post("/admin/accounts", admin.account(tenant, account.phoneNumberId(), TOKEN));

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body().path("code").asString()).isEqualTo("account_exists");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(admin.get("/admin/accounts/-1").status()).isEqualTo(404);
    assertThat(admin.patch("/admin/accounts/-1", "{\"enabled\":false}").status()).isEqualTo(404);
    assertThat(admin.post("/admin/accounts/-1/check", "{}").status()).isEqualTo(404);
    assertThat(admin.get("/admin/accounts/-1/limits").status()).isEqualTo(404);
    assertThat(admin.patch("/admin/accounts/-1/limits", "{}").status()).isEqualTo(404);
    assertThat(admin.get("/admin/accounts/one").status()).isEqualTo(400);
  }

  @Test
  void operatorsAndCallersSeeTheSameLimits() {
    TestAccount account = admin.newAccount(tenant);
    String path = "/admin/accounts/" + account.id() + "/limits";

    var changed = admin.patch(path, "{\"dailyQuota\":7}");

    assertThat(changed.data().path("configured").path("dailyQuota").asInt()).isEqualTo(7);
    assertThat(admin.get(path).data().path("quota").path("left").asInt()).isEqualTo(7);
    JsonNode callers = new RestClient(sender, account).get("/api/account/limits").data();
    assertThat(callers.path("configured").path("dailyQuota").asInt()).isEqualTo(7);
    assertThat(admin.patch(path, "{\"dailyQota\":7}").status()).isEqualTo(400);
  }

  private Account stored(TestAccount account) {
    return sender.bean(Accounts.class).find(account.id()).orElseThrow();
  }

  private static RestClient.Answer send(RestClient rest) {
    return rest.post("/api/messages/send", "{\"phone\":\"573001234567\",\"message\":\"Hola\"}");
  }
}
