package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Which accounts keys and tokens act for. */
class CallerAccountsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger PHONES = new AtomicInteger();

  @SuppressWarnings("NullAway.Init")
  private static ErrorsService service;

  private final long tenant = newTenant();
  private final Account account = newAccount(tenant);
  private final String token = token(tenant);
  private final String key = service.bean(ApiKeys.class).issue(tenant, account.id()).value();

  @BeforeAll
  static void start() {
    service = new ErrorsService(TestServers.newDatabase(), "--chasqui.http.rate-limit=0");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static long newTenant() {
    return service.bean(Tenants.class).create("Accounts");
  }

  private static Account newAccount(long owner) {
    return newAccount(owner, "5219990" + (100_000 + PHONES.incrementAndGet()), true);
  }

  private static Account newAccount(long owner, String phone, boolean enabled) {
    Account any = AccessFixture.account(owner, "id " + PHONES.incrementAndGet());
    return service
        .bean(Accounts.class)
        .create(
            new Account(
                0,
                owner,
                any.kind(),
                phone,
                any.baseUrl(),
                any.apiVersion(),
                any.phoneNumberId(),
                any.secrets(),
                enabled));
  }

  private static String token(long owner) {
    return service.token(service.bean(Clients.class).create(owner));
  }

  private HttpRequest.Builder withToken(String path) {
    return service.request(path, token);
  }

  private HttpRequest.Builder withKey(String path) {
    return withKey(key, path);
  }

  private static HttpRequest.Builder withKey(String key, String path) {
    return service.anonymous(path).header("X-API-Key", key);
  }

  private static HttpRequest.Builder naming(HttpRequest.Builder request, Object account) {
    return request.header("X-Account-Id", account.toString());
  }

  private static void actsFor(HttpRequest.Builder request, Account expected) {
    HttpResponse<String> answer = service.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Long.toString(expected.id()));
  }

  private static void isRefused(HttpRequest.Builder request, int status, String code) {
    HttpResponse<String> answer = service.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("success").asBoolean(true)).isFalse();
    assertThat(JSON.readTree(answer.body()).path("code").asString()).isEqualTo(code);
  }

  @Test
  void aTokenNeedsNotNameTheOnlyAccount() {
    actsFor(withToken("/api/account"), account);

    Account second = newAccount(tenant);

    isRefused(withToken("/api/account"), 400, "account_required");
    actsFor(naming(withToken("/api/account"), account.id()), account);
    actsFor(naming(withToken("/api/account"), second.id()), second);
    actsFor(withToken("/api/chats/" + second.id()), second);
  }

  @Test
  void aTenantWithoutAccountsHasNoneToActFor() {
    HttpRequest.Builder request = service.request("/api/account", token(newTenant()));

    isRefused(request, 400, "account_required");
  }

  @Test
  void aKeyActsForItsAccountAlone() {
    Account second = newAccount(tenant);

    actsFor(withKey("/api/account"), account);
    actsFor(naming(withKey("/api/account"), account.id()), account);
    actsFor(withKey("/api/chats/" + account.phone()), account);
    isRefused(naming(withKey("/api/account"), second.id()), 403, "forbidden");
    isRefused(withKey("/api/chats/" + second.id()), 403, "forbidden");
  }

  @Test
  void anotherTenantsAccountIsForbiddenAndAnUnknownOneIsNotFound() {
    Account others = newAccount(newTenant());
    for (HttpRequest.Builder call :
        new HttpRequest.Builder[] {withToken("/api/account"), withKey("/api/account")}) {
      isRefused(naming(call.copy(), others.id()), 403, "forbidden");
      isRefused(naming(call.copy(), 999_999_999), 404, "not_found");
      isRefused(naming(call.copy(), "first"), 400, "validation_failed");
    }
    isRefused(withToken("/api/chats/" + others.id()), 403, "forbidden");
    isRefused(withToken("/api/chats/" + others.phone()), 403, "forbidden");
    isRefused(withToken("/api/chats/999999999"), 404, "not_found");
    isRefused(withToken("/api/chats/5219999999999"), 404, "not_found");
    isRefused(withToken("/api/chats/first"), 404, "not_found");
    isRefused(withToken("/api/chats/" + "9".repeat(30)), 404, "not_found");
  }

  @Test
  void aDisabledAccountIsToldToBeDisabled() {
    Account disabled = newAccount(tenant, "5219991111111", false);

    isRefused(withToken("/api/chats/" + disabled.id()), 403, "account_disabled");
    isRefused(naming(withToken("/api/account"), disabled.id()), 403, "account_disabled");
  }

  @Test
  void ofSeveralAccountsWithANumberTheOneThatTheCallerActsForCounts() {
    Account second = newAccount(tenant, account.phone(), true);
    String keyOfSecond = service.bean(ApiKeys.class).issue(tenant, second.id()).value();
    String path = "/api/chats/" + account.phone();

    actsFor(withKey(path), account);
    actsFor(withKey(keyOfSecond, path), second);
    actsFor(naming(withToken(path), second.id()), second);
    actsFor(withToken(path), account);
  }

  @Test
  void aNumberIsFirstAnIdAndThenAPhoneOfTheCallersOwn() {
    String phone = "5219992222222";
    Account disabled = newAccount(tenant, phone, false);
    Account theirs = newAccount(newTenant(), phone, true);
    Account own = newAccount(tenant, phone, true);
    Account namedLikeAnId = newAccount(tenant, Long.toString(own.id()), true);

    actsFor(withToken("/api/chats/" + phone), own);
    actsFor(service.request("/api/chats/" + phone, token(theirs.tenantId())), theirs);
    isRefused(service.request("/api/chats/" + phone, token(newTenant())), 403, "forbidden");
    actsFor(withToken("/api/chats/" + namedLikeAnId.phone()), own);
    assertThat(disabled.id()).isLessThan(own.id());
  }
}
