package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.rate.RateLimit;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.testing.ManualClock;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The login as clients see it, at two instances that share a database. */
@Isolated("it looks at what is logged, and others' services set up the log anew")
@ExtendWith(OutputCaptureExtension.class)
class LoginTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String[] SETTINGS = {
    "--chasqui.http.rate-limit=0", "--chasqui.http.trusted-proxies=127.0.0.0/8"
  };
  private static final TestDatabase DATABASE = TestServers.newDatabase();
  private static final ManualClock CLOCK = ManualClock.at("2026-11-21T20:00:00Z");
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  @SuppressWarnings("NullAway.Init")
  private static ErrorsService one;

  @SuppressWarnings("NullAway.Init")
  private static ErrorsService two;

  /** Where the test's calls come from; no other's do. */
  private final String address = newAddress();

  private final Clients clients = one.bean(Clients.class);
  private final long tenant = one.bean(Tenants.class).create("Logins");
  private final Clients.Credentials client = clients.create(tenant, "A client");

  @BeforeAll
  static void start() {
    one = new ErrorsService(DATABASE, CLOCK, SETTINGS);
    two = new ErrorsService(DATABASE, CLOCK, SETTINGS);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  private static String newAddress() {
    return "203.0.113." + ADDRESSES.incrementAndGet();
  }

  private static HttpResponse<String> send(
      ErrorsService service, HttpRequest.Builder request, String address) {
    return service.send(request.header("X-Forwarded-For", address));
  }

  private HttpResponse<String> login(ErrorsService service, String secret) {
    return send(service, service.login(client.id(), secret), address);
  }

  private HttpResponse<String> login() {
    return login(one, client.secret().value());
  }

  private HttpResponse<String> call(String token) {
    return send(two, two.request("/api/caller", token), address);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  private static void isRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("success").asBoolean(true)).isFalse();
    assertThat(json(answer).path("code").asString()).isEqualTo(code);
  }

  @Test
  void credentialsGiveATokenForAnHour() {
    HttpResponse<String> answer = login();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    JsonNode body = json(answer);
    assertThat(body.propertyNames()).containsExactlyInAnyOrder("success", "token", "expiresIn");
    assertThat(body.path("success").asBoolean()).isTrue();
    assertThat(body.path("expiresIn").asInt()).isEqualTo(3600);
    String token = body.path("token").asString();
    String header =
        new String(
            Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
            StandardCharsets.UTF_8);
    assertThat(JSON.readTree(header).path("alg").asString()).isEqualTo("HS256");
    assertThat(JSON.readTree(header).path("typ").asString()).isEqualTo("JWT");
    assertThat(call(token).statusCode()).isEqualTo(200);
    assertThat(json(call(token)).path("tenantId").asLong()).isEqualTo(tenant);
  }

  @Test
  void whoeverIsNotLetInLearnsNothingFromIt() {
    Clients.Credentials revoked = clients.create(tenant);
    clients.revoke(revoked.id());

    HttpResponse<String> wrong = login(one, "0".repeat(64));

    isRefused(wrong, 401, "invalid_credentials");
    List.of(
            one.login("client_none", client.secret().value()),
            one.login(revoked.id(), revoked.secret().value()),
            one.login(client.id(), client.secret().value().toUpperCase(java.util.Locale.ROOT)))
        .forEach(
            request -> {
              HttpResponse<String> other = send(one, request, address);
              assertThat(other.statusCode()).isEqualTo(401);
              assertThat(other.body()).isEqualTo(wrong.body());
            });
  }

  @Test
  void itIsSaidInTheClientsLanguage() {
    HttpRequest.Builder request =
        one.login(client.id(), "wrong").header("Accept-Language", "es-PE,es;q=0.9");

    HttpResponse<String> answer = send(one, request, address);

    isRefused(answer, 401, "invalid_credentials");
    assertThat(answer.headers().firstValue("Content-Language")).hasValue("es");
    assertThat(json(answer).path("error").asString()).contains("no es correcto");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                          | malformed_json    | ''",
        "{                                           | malformed_json    | ''",
        "[]                                          | wrong_type        | body",
        "{\"clientId\":{},\"clientSecret\":\"x\"}    | wrong_type        | clientId",
        "{}                                          | validation_failed | clientId,clientSecret",
        "{\"clientId\":\"x\",\"clientSecret\":\" \"} | validation_failed | clientSecret",
        "{\"clientId\":null,\"clientSecret\":\"x\"}  | validation_failed | clientId",
        "{\"clientId\":\"\\u0000\",\"clientSecret\":\"x\"} | validation_failed | clientId",
      })
  void aBodyThatIsWrongIsTold(String body, String code, String fields) {
    HttpResponse<String> answer = send(one, one.login(body), address);

    isRefused(answer, 400, code);
    assertThat(String.join(",", json(answer).path("details").findValuesAsString("field")))
        .isEqualTo(fields);
  }

  @Test
  void aBodyOfAnotherTypeOrTooLargeIsRefused() {
    HttpRequest.Builder form =
        one.login("a=b").setHeader("Content-Type", "application/x-www-form-urlencoded");

    isRefused(send(one, form, address), 415, "unsupported_media_type");
    isRefused(
        send(one, one.login("x", "y".repeat(BodyLimit.USUAL_BYTES)), address),
        413,
        "body_too_large");
    isRefused(send(one, one.login("x".repeat(201), "y"), address), 400, "validation_failed");
    isRefused(send(one, one.anonymous(LoginController.PATH), address), 405, "method_not_allowed");
  }

  @Test
  void anExpiredTokenThatIsSentAlongKeepsNobodyOut() {
    HttpRequest.Builder request =
        one.login(client.id(), client.secret().value())
            .header("Authorization", "Bearer expired")
            .header("X-API-Key", "wrong");

    assertThat(send(one, request, address).statusCode()).isEqualTo(200);
  }

  @Test
  void aClientCallsFromItsAddressesOnly() {
    String elsewhere = newAddress();
    String token = json(login()).path("token").asString();

    clients.allow(client.id(), List.of("198.51.100.0/24", address));

    assertThat(login().statusCode()).isEqualTo(200);
    assertThat(call(token).statusCode()).isEqualTo(200);
    for (HttpResponse<String> refused :
        List.of(
            send(one, one.login(client.id(), client.secret().value()), elsewhere),
            send(two, two.request("/api/caller", token), elsewhere))) {
      isRefused(refused, 403, "ip_not_allowed");
      assertThat(json(refused).path("error").asString()).isEqualTo("IP not allowed");
    }
    HttpRequest.Builder inSpanish =
        two.request("/api/caller", token).header("Accept-Language", "es");
    assertThat(json(send(two, inSpanish, elsewhere)).path("error").asString())
        .isEqualTo("IP no permitida");
    isRefused(send(one, one.login(client.id(), "wrong"), elsewhere), 401, "invalid_credentials");

    clients.allow(client.id(), List.of());
    assertThat(send(two, two.request("/api/caller", token), elsewhere).statusCode()).isEqualTo(200);
  }

  @Test
  void aRevokedClientsTokensOpenNothing() {
    String token = json(login()).path("token").asString();
    assertThat(call(token).statusCode()).isEqualTo(200);

    clients.revoke(client.id());

    isRefused(call(token), 401, "unauthorized");
  }

  @Test
  void aDisabledTenantsClientsNeitherLogInNorCall() {
    String token = json(login()).path("token").asString();

    one.bean(Tenants.class).enable(tenant, false);

    isRefused(login(), 403, "tenant_disabled");
    isRefused(call(token), 403, "tenant_disabled");
    one.bean(Tenants.class).enable(tenant, true);
    assertThat(login().statusCode()).isEqualTo(200);
    assertThat(call(token).statusCode()).isEqualTo(200);
  }

  @Test
  void whoGuessesAClientsSecretIsSlowedDownAtAllInstances() {
    for (int i = 0; i < FailedLogins.MOST_OF_A_CLIENT; i++) {
      isRefused(login(i % 2 == 0 ? one : two, "guess " + i), 401, "invalid_credentials");
      CLOCK.advance(Duration.ofMinutes(1));
    }

    for (ErrorsService service : List.of(one, two)) {
      HttpResponse<String> right = login(service, client.secret().value());
      isRefused(right, 429, "too_many_logins");
      int seconds = Integer.parseInt(right.headers().firstValue("Retry-After").orElse("0"));
      assertThat(seconds).isBetween(1, (int) RateLimit.WINDOW.toSeconds());
      assertThat(json(right).path("error").asString()).contains(seconds + " s");
    }
    String right = client.secret().value();
    assertThat(send(one, one.login(client.id(), right), newAddress()).statusCode())
        .as("from elsewhere")
        .isEqualTo(200);
    Clients.Credentials another = clients.create(tenant);
    assertThat(send(one, one.login(another.id(), another.secret().value()), address).statusCode())
        .as("another client")
        .isEqualTo(200);

    CLOCK.advance(RateLimit.WINDOW);
    assertThat(login().statusCode()).isEqualTo(200);
  }

  @Test
  void whoTriesManyClientsIsSlowedDown() {
    for (int i = 0; i < FailedLogins.MOST_OF_AN_ADDRESS; i++) {
      isRefused(send(one, one.login("client_" + i, "x"), address), 401, "invalid_credentials");
    }

    isRefused(send(two, two.login("client_x", "x"), address), 429, "too_many_logins");
    isRefused(login(), 429, "too_many_logins");
    assertThat(call("x").statusCode()).as("only logins").isEqualTo(401);
  }

  @Test
  void guessesAtOnceAreCountedOneByOne() {
    List<CompletableFuture<Integer>> guesses =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> login(i % 2 == 0 ? one : two, "guess " + i).statusCode()))
            .toList();

    assertThat(guesses.stream().map(CompletableFuture::join).filter(status -> status == 401))
        .hasSize(FailedLogins.MOST_OF_A_CLIENT);
  }

  @Test
  void rightOnesAreNotCounted() {
    List<CompletableFuture<Integer>> logins =
        IntStream.range(0, 30)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> login().statusCode()))
            .toList();

    assertThat(logins.stream().map(CompletableFuture::join)).containsOnly(200);
  }

  @Test
  void nothingSecretIsLogged(CapturedOutput output) {
    LoggingSystem logging = one.bean(LoggingSystem.class);
    List<String> chatty = List.of("org.springframework", "dev.chasqui");
    chatty.forEach(logger -> logging.setLogLevel(logger, LogLevel.DEBUG));
    String token;
    try {
      token = json(login()).path("token").asString();
      assertThat(call(token).statusCode()).isEqualTo(200);
      login(one, "a-wrong-secret");
      call(token + "x");
    } finally {
      chatty.forEach(logger -> logging.setLogLevel(logger, null));
    }

    assertThat(output.getAll()).contains("POST " + LoginController.PATH);
    assertThat(output.getAll())
        .doesNotContain(client.secret().value(), "a-wrong-secret", token.split("\\.", -1)[2]);
  }

  @Test
  void whileTheDatabaseIsAwayClientsAreAskedToComeBack(@TempDir Path directory) {
    PostgresServer server = new OwnServers(directory).postgres(0);
    try (ErrorsService own = new ErrorsService(TestServers.newDatabase(server), SETTINGS)) {
      Clients.Credentials its =
          own.bean(Clients.class).create(own.bean(Tenants.class).create("own"));
      String token = own.token(its);
      server.close();

      isRefused(own.send(own.login(its.id(), its.secret().value())), 503, "unavailable");
      isRefused(own.send(own.request("/api/caller", token)), 503, "unavailable");
    } finally {
      server.close();
    }
  }
}
