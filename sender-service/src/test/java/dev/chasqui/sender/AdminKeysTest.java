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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys, clients and tenants as an operator makes and ends them. */
@ExtendWith(SharedSender.class)
class AdminKeysTest {

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
    int whileDisabled = status(key);
    JsonNode renamed = admin.patch(path, "{\"name\":\"Other\",\"enabled\":true}").data();

    assertThat(disabled.path("enabled").asBoolean(true)).isFalse();
    assertThat(whileDisabled).isEqualTo(401);
    assertThat(renamed.path("name").asString()).isEqualTo("Other");
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

  private JsonNode newKey(TestAccount owner, String name) {
    return admin
        .post("/admin/keys", "{\"accountId\":%d,\"name\":\"%s\"}".formatted(owner.id(), name))
        .data();
  }

  private JsonNode keys(TestAccount owner) {
    return admin.get("/admin/keys?accountId=" + owner.id()).data();
  }

  private int quota(String key) throws IOException, InterruptedException {
    return new JsonMapper()
        .readTree(call(key).body())
        .path("data")
        .path("configured")
        .path("dailyQuota")
        .asInt();
  }

  private int status(String key) throws IOException, InterruptedException {
    return call(key).statusCode();
  }

  private HttpResponse<String> call(String key) throws IOException, InterruptedException {
    URI uri = URI.create(sender.restUrl() + "/api/account/limits");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(uri).header("X-API-Key", key).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
