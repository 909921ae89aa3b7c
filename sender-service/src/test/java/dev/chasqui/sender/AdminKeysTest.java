package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys, clients and tenants as an operator makes and ends them. */
@ExtendWith(SharedSender.class)
class AdminKeysTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final SenderFixture sender;
  private final AdminClient admin;
  private final TestAccount account;

  AdminKeysTest(SenderFixture sender) {
    this.sender = sender;
    this.admin = AdminClient.of(sender);
    this.account = admin.newAccount(admin.newTenant("Keys"));
  }

  @Test
  void aKeyOpensItsAccountAndIsShownOnce() throws Exception {
    JsonNode made = newKey(account, "Shop");
    String key = made.path("key").asString();

    assertThat(status(key)).isEqualTo(200);
    JsonNode listed = keys(account);
    assertThat(listed).hasSize(1);
    assertThat(listed.path(0).path("name").asString()).isEqualTo("Shop");
    assertThat(listed.path(0).path("hint").asString()).isEqualTo(key.substring(0, 8));
    assertThat(admin.get("/admin/keys").body().toString()).doesNotContain(key);
  }

  @Test
  void aRevokedKeyIsUnauthorized() throws Exception {
    JsonNode made = newKey(account, "Shop");
    JsonNode other = newKey(account, "Other");
    String path = "/admin/keys/" + made.path("info").path("id").asLong();

    JsonNode revoked = admin.delete(path).data();

    assertThat(status(made.path("key").asString())).isEqualTo(401);
    assertThat(status(other.path("key").asString())).isEqualTo(200);
    assertThat(admin.delete(path).data()).as("a second time").isEqualTo(revoked);
    admin.patch(path, "{\"expiresAt\":null}");
    assertThat(status(made.path("key").asString())).as("for good").isEqualTo(401);
  }

  @Test
  void aDisabledTenantsKeysOpenNothingUntilItIsEnabledAgain() throws Exception {
    String key = newKey(account, "Shop").path("key").asString();
    String path = "/admin/tenants/" + keys(account).path(0).path("tenantId").asLong();

    JsonNode disabled = admin.patch(path, "{\"enabled\":false}").data();
    HttpResponse<String> whileDisabled = call(key);
    JsonNode listed = admin.get("/admin/accounts/" + account.id()).data();
    JsonNode renamed = admin.patch(path, "{\"name\":\"Other\",\"enabled\":true}").data();

    assertThat(disabled.path("enabled").asBoolean(true)).isFalse();
    assertThat(whileDisabled.statusCode()).isEqualTo(403);
    assertThat(whileDisabled.body()).contains("\"tenant_disabled\"", "is disabled");
    assertThat(listed.path("tenantEnabled").asBoolean(true)).isFalse();
    assertThat(listed.path("enabled").asBoolean()).as("its own").isTrue();
    assertThat(renamed.path("name").asString()).isEqualTo("Other");
    assertThat(status(key)).isEqualTo(200);
  }

  @Test
  void aDisabledAccountsKeysOpenNothingUntilItIsEnabledAgain() throws Exception {
    String key = newKey(account, "Shop").path("key").asString();
    JsonNode revoked = newKey(account, "Revoked");
    admin.delete("/admin/keys/" + revoked.path("info").path("id").asLong());
    String path = "/admin/accounts/" + account.id();

    admin.patch(path, "{\"enabled\":false}");
    HttpResponse<String> whileDisabled = call(key);
    int ofRevoked = status(revoked.path("key").asString());
    admin.patch(path, "{\"enabled\":true}");

    assertThat(whileDisabled.statusCode()).isEqualTo(403);
    assertThat(whileDisabled.body()).contains("\"account_disabled\"", "is disabled");
    assertThat(ofRevoked).as("is told nothing").isEqualTo(401);
    assertThat(status(key)).isEqualTo(200);
  }

  @Test
  void anExpiredKeyIsUnauthorizedUntilItIsGivenMoreTime() throws Exception {
    JsonNode made = newKey(account, "Shop");
    String key = made.path("key").asString();
    long id = made.path("info").path("id").asLong();
    admin.patch("/admin/keys/" + id, "{\"expiresAt\":\"2999-01-31T12:00:00Z\"}");
    assertThat(status(key)).isEqualTo(200);

    sender.database.execute(
        "update access.api_key set expires_at = now() where api_key_id = " + id);
    assertThat(status(key)).isEqualTo(401);
    admin.patch("/admin/keys/" + id, "{\"expiresAt\":null}");

    assertThat(status(key)).isEqualTo(200);
    assertThat(keys(account).path(0).path("name").asString()).as("stays").isEqualTo("Shop");
  }

  @Test
  void whatIsWrongIsNamed() {
    String path = "/admin/keys";
    String past = Instant.EPOCH.toString();

    var refused =
        admin.post(path, "{\"accountId\":-1,\"name\":\" \",\"expiresAt\":\"%s\"}".formatted(past));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("details").findValuesAsString("field"))
        .containsExactly("accountId", "name", "expiresAt");
    assertThat(admin.post(path, "[]").status()).isEqualTo(400);
    assertThat(admin.patch("/admin/keys/-1", "{}").status()).isEqualTo(404);
    assertThat(admin.delete("/admin/keys/-1").status()).isEqualTo(404);
    assertThat(admin.delete("/admin/clients/client_x").status()).isEqualTo(404);
    assertThat(admin.post("/admin/tenants", "{}").status()).isEqualTo(400);
  }

  @Test
  void twoTenantsKeepApart() throws Exception {
    TestAccount others = admin.newAccount(admin.newTenant("Others"));
    String mine = newKey(account, "Mine").path("key").asString();
    String theirs = newKey(others, "Theirs").path("key").asString();
    admin.patch("/admin/accounts/" + account.id() + "/limits", "{\"dailyQuota\":11}");
    admin.patch("/admin/accounts/" + others.id() + "/limits", "{\"dailyQuota\":12}");

    assertThat(quota(mine)).isEqualTo(11);
    assertThat(quota(theirs)).isEqualTo(12);
    assertThat(keys(account)).hasSize(1);
    assertThat(keys(others)).hasSize(1);
  }

  @Test
  void aClientsSecretIsShownOnceAndARevokedOneStaysListed() {
    long tenant = admin.newTenant("Clients");

    JsonNode made =
        admin
            .post("/admin/clients", "{\"tenantId\":%d,\"name\":\"Shop\"}".formatted(tenant))
            .data();

    assertThat(made.path("clientSecret").asString()).matches("[0-9a-f]{64}");
    String id = made.path("clientId").asString();
    assertThat(admin.delete("/admin/clients/" + id).status()).isEqualTo(200);
    JsonNode listed = admin.get("/admin/clients?tenantId=" + tenant).data();
    assertThat(listed).hasSize(1);
    assertThat(listed.path(0).path("revokedAt").isString()).isTrue();
    assertThat(listed.toString()).doesNotContain(made.path("clientSecret").asString());
  }

  @Test
  void aClientLogsInAndCallsFromItsAddressesOnly() throws Exception {
    long tenant = admin.newTenant("Login");
    TestAccount own = admin.newAccount(tenant);
    admin.patch("/admin/accounts/" + own.id() + "/limits", "{\"dailyQuota\":13}");
    JsonNode made =
        admin
            .post(
                "/admin/clients",
                "{\"tenantId\":%d,\"name\":\"CRM\",\"allowedAddresses\":[\"127.0.0.0/8\"]}"
                    .formatted(tenant))
            .data();
    assertThat(made.path("allowedAddresses").path(0).asString()).isEqualTo("127.0.0.0/8");
    String path = "/admin/clients/" + made.path("clientId").asString();

    String token = JSON.readTree(login(made).body()).path("token").asString();

    assertThat(callWithToken(token).statusCode()).isEqualTo(200);
    assertThat(quota(callWithToken(token))).isEqualTo(13);
    admin.patch(path, "{\"allowedAddresses\":[\"192.0.2.1\"]}");
    assertThat(callWithToken(token).statusCode()).isEqualTo(403);
    assertThat(login(made).statusCode()).isEqualTo(403);
    JsonNode changed = admin.patch(path, "{\"allowedAddresses\":[]}").data();
    assertThat(changed.path("name").asString()).as("stays").isEqualTo("CRM");
    assertThat(callWithToken(token).statusCode()).isEqualTo(200);
    admin.delete(path);
    assertThat(callWithToken(token).statusCode()).isEqualTo(401);
    assertThat(login(made).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"10.0.0.0/8\"", "[\"\"]", "[\"10.0.0.0/33\"]", "[\"host\"]", "[5]"})
  void whatIsNoAddressIsTold(String addresses) {
    long tenant = admin.newTenant("Addresses");

    var refused =
        admin.post(
            "/admin/clients",
            "{\"tenantId\":%d,\"name\":\"CRM\",\"allowedAddresses\":%s}"
                .formatted(tenant, addresses));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("details").findValuesAsString("field"))
        .containsExactly("allowedAddresses");
    assertThat(admin.get("/admin/clients?tenantId=" + tenant).data()).isEmpty();
    assertThat(admin.patch("/admin/clients/client_x", "{}").status()).isEqualTo(404);
  }

  private HttpResponse<String> login(JsonNode client) throws IOException, InterruptedException {
    URI uri = URI.create(sender.restUrl() + "/api/auth/apikey-login");
    String body =
        "{\"clientId\":\"%s\",\"clientSecret\":\"%s\"}"
            .formatted(client.path("clientId").asString(), client.path("clientSecret").asString());
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private JsonNode newKey(TestAccount owner, String name) {
    return admin
        .post("/admin/keys", "{\"accountId\":%d,\"name\":\"%s\"}".formatted(owner.id(), name))
        .data();
  }

  private JsonNode keys(TestAccount owner) {
    return admin.get("/admin/keys?accountId=" + owner.id()).data();
  }

  private int quota(String key) throws IOException, InterruptedException {
    return quota(call(key));
  }

  private static int quota(HttpResponse<String> limits) {
    return JSON.readTree(limits.body()).path("data").path("configured").path("dailyQuota").asInt();
  }

  private int status(String key) throws IOException, InterruptedException {
    return call(key).statusCode();
  }

  private HttpResponse<String> call(String key) throws IOException, InterruptedException {
    return send(limits().header("X-API-Key", key));
  }

  private HttpResponse<String> callWithToken(String token)
      throws IOException, InterruptedException {
    return send(limits().header("Authorization", "Bearer " + token));
  }

  private HttpRequest.Builder limits() {
    return HttpRequest.newBuilder(URI.create(sender.restUrl() + "/api/account/limits"));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
