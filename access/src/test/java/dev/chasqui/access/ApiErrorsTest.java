package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiErrorsTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  @SuppressWarnings("NullAway.Init")
  private static ConfigurableApplicationContext service;

  @SuppressWarnings("NullAway.Init")
  private static String key;

  @BeforeAll
  static void start() {
    service = start(TestServers.newDatabase());
    key = newKey(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static ConfigurableApplicationContext start(TestDatabase database) {
    return new SpringApplicationBuilder(ErrorsApplication.class)
        .run(
            "--spring.config.name=chasqui",
            "--server.port=0",
            "--management.server.port=0",
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--spring.datasource.hikari.connection-timeout=1000",
            "--chasqui.http.rate-limit=0",
            "--chasqui.master-key=" + AccessFixture.MASTER_KEY);
  }

  private static String newKey(ConfigurableApplicationContext service) {
    long tenant = service.getBean(Tenants.class).create("tenant");
    Account account = service.getBean(Accounts.class).create(AccessFixture.account(tenant, "1"));
    return service.getBean(ApiKeys.class).issue(tenant, account.id()).value();
  }

  private record Reply(int status, JsonNode body) {

    void isError(int expected, String code) {
      assertThat(status).as(body.toString()).isEqualTo(expected);
      assertThat(body.path("success").asBoolean(true)).isFalse();
      assertThat(body.path("code").asString()).isEqualTo(code);
      assertThat(body.path("error").asString()).isNotBlank();
    }
  }

  private static Reply call(
      ConfigurableApplicationContext service,
      String method,
      String path,
      String apiKey,
      String body)
      throws IOException, InterruptedException {
    String port = service.getEnvironment().getProperty("local.server.port");
    HttpResponse<byte[]> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("X-API-Key", apiKey)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), JSON.readTree(response.body()));
  }

  private static Reply call(String method, String path, String body) throws Exception {
    return call(service, method, path, key, body);
  }

  @Test
  void aKeyNamesTheCaller() throws Exception {
    Reply reply = call("GET", "/api/caller", "");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("account").asLong(0)).isPositive();
  }

  @Test
  void withoutAValidKeyNothingUnderApiIsReached() throws Exception {
    call(service, "GET", "/api/caller", "chq_wrong", "").isError(401, "unauthorized");
    call(service, "GET", "/api/no-such-thing", "", "").isError(401, "unauthorized");
  }

  @Test
  void allWrongFieldsAreNamed() throws Exception {
    Reply reply = call("POST", "/api/orders", "{\"count\":0}");

    reply.isError(400, "validation_failed");
    assertThat(reply.body().path("details"))
        .extracting(detail -> detail.path("field").asString())
        .containsExactly("name", "count");
  }

  @Test
  void whatIsWrongIsSaidInTheClientsLanguage() throws Exception {
    String url = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/api/orders"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"count\":0}"))
            .header("Content-Type", "application/json")
            .header("Accept-Language", "es-PE,es;q=0.9,en;q=0.8");

    HttpResponse<String> noKey =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    HttpResponse<String> wrongFields =
        HTTP.send(
            request.header("X-API-Key", key).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));

    assertThat(noKey.body()).contains("Envía una clave válida").contains("\"unauthorized\"");
    assertThat(noKey.headers().firstValue("Content-Language")).hasValue("es");
    assertThat(wrongFields.body())
        .contains("\"name: es obligatorio; count: debe estar entre 1 y 9\"")
        .contains("{\"field\":\"name\",\"error\":\"es obligatorio\"}");
    assertThat(wrongFields.headers().firstValue("Content-Language")).hasValue("es");
  }

  @Test
  void malformedJsonIsShownItsPlace() throws Exception {
    Reply reply = call("POST", "/api/orders", "{\"name\": \"a\",\n  \"count\": }");

    reply.isError(400, "malformed_json");
    assertThat(reply.body().path("error").asString()).contains("line 2, column 12");
  }

  @Test
  void aBodyOverTheLimitIsRefusedAlsoIfItsLengthIsNotTold() throws Exception {
    String body = order(BodyLimit.USUAL_BYTES);

    call("POST", "/api/orders", body).isError(413, "body_too_large");
    callWithoutLength("/api/orders", body).isError(413, "body_too_large");
  }

  private static String order(int nameLength) {
    return "{\"count\": 1, \"name\": \"" + "x".repeat(nameLength) + "\"}";
  }

  private static Reply callWithoutLength(String path, String body) throws Exception {
    String port = service.getEnvironment().getProperty("local.server.port");
    HttpResponse<byte[]> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), JSON.readTree(response.body()));
  }

  @Test
  void aPathMayTakeLargerBodiesUpToItsOwnLimit() throws Exception {
    String fits = order(2 * BodyLimit.USUAL_BYTES);
    String tooLarge = order(3 * BodyLimit.USUAL_BYTES);

    assertThat(call("POST", "/api/pictures", fits).status()).isEqualTo(200);
    assertThat(callWithoutLength("/api/pictures", fits).status()).isEqualTo(200);
    call("POST", "/api/pictures", tooLarge).isError(413, "body_too_large");
    callWithoutLength("/api/pictures", tooLarge).isError(413, "body_too_large");
    call("POST", "/api/pictures/", fits).isError(413, "body_too_large");
    call("POST", "/api/orders", fits).isError(413, "body_too_large");
  }

  @Test
  void largerBodiesHaveTheirTurnsAndSmallOnesNeedNone() throws Exception {
    var resource = service.getBean(ErrorsApplication.Resource.class);
    String large = order(2 * BodyLimit.USUAL_BYTES);
    String waits = large.replaceFirst("xxxx", "wait");
    var first = CompletableFuture.supplyAsync(() -> unchecked("/api/pictures", waits));
    try {
      resource.awaitWaiting();

      call("POST", "/api/pictures", large).isError(503, "busy");
      assertThat(call("POST", "/api/pictures", order(10)).status()).isEqualTo(200);
    } finally {
      resource.release();
    }
    assertThat(first.get().status()).isEqualTo(200);
    assertThat(call("POST", "/api/pictures", large).status()).isEqualTo(200);
  }

  private static Reply unchecked(String path, String body) {
    try {
      return call("POST", path, body);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/orders/7, 404, not_found",
    "GET, /api/orders/seven, 400, bad_request",
    "GET, /api/search, 400, bad_request",
    "GET, /api/no-such-thing, 404, not_found",
    "DELETE, /api/search, 405, method_not_allowed",
  })
  void everyRefusalHasTheSameBody(String method, String path, int status, String code)
      throws Exception {
    call(method, path, "").isError(status, code);
  }

  @Test
  void aBugOfOursTellsNothingOfItself() throws Exception {
    Reply reply = call("GET", "/api/broken", "");

    reply.isError(500, "internal_error");
    assertThat(reply.body().toString()).doesNotContain("hunter2");
  }

  @Test
  void whileTheDatabaseIsAwayCallersAreAskedToComeBack(@TempDir Path directory) throws Exception {
    OwnServers servers = new OwnServers(directory);
    PostgresServer server = servers.postgres(0);
    try (ConfigurableApplicationContext own = start(TestServers.newDatabase(server))) {
      String ownKey = newKey(own);
      server.close();
      call(own, "GET", "/api/caller", ownKey, "").isError(503, "unavailable");
      call(own, "GET", "/open/accounts", "", "").isError(503, "unavailable");

      server = servers.postgres(server.port());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> call(own, "GET", "/api/caller", ownKey, "").status() == 200);
    } finally {
      server.close();
    }
  }
}
