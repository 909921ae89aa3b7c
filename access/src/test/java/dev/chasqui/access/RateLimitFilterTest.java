package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitFilterTest {

  private static final String LIMIT = "--chasqui.http.rate-limit=3";

  private final TestDatabase database = TestServers.newDatabase();

  private static HttpResponse<String> call(ErrorsService service, String... forwardedFor) {
    HttpRequest.Builder request = service.request("/api/caller");
    for (String line : forwardedFor) {
      request.header("X-Forwarded-For", line);
    }
    return service.send(request);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void instancesShareACountAndWhatIsTooMuchIsRefused() {
    try (ErrorsService one = new ErrorsService(database, LIMIT);
        ErrorsService two = new ErrorsService(database, LIMIT)) {
      HttpResponse<String> first = call(one);
      HttpResponse<String> wrongKey =
          two.send(two.request("/api/caller").setHeader("X-API-Key", "chq_wrong"));
      HttpResponse<String> third = call(one);
      HttpResponse<String> fourth = call(two);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(header(first, "RateLimit-Limit")).isEqualTo("3");
      assertThat(header(first, "RateLimit-Remaining")).isEqualTo("2");
      assertThat(header(first, "RateLimit-Reset")).isEqualTo("900");
      assertThat(wrongKey.statusCode()).isEqualTo(401);
      assertThat(header(wrongKey, "RateLimit-Remaining")).isEqualTo("1");
      assertThat(third.statusCode()).isEqualTo(200);
      assertThat(fourth.statusCode()).isEqualTo(429);
      assertThat(fourth.body()).contains("\"success\":false", "too_many_requests");
      assertThat(header(fourth, "RateLimit-Remaining")).isEqualTo("0");
      assertThat(Integer.parseInt(header(fourth, "Retry-After"))).isBetween(800, 900);
      assertThat(header(fourth, "RateLimit-Reset")).isEqualTo(header(fourth, "Retry-After"));
      onlyApiCounts(one);
    }
  }

  private static void onlyApiCounts(ErrorsService service) {
    assertThat(service.send(service.request("/open/accounts")).statusCode()).isEqualTo(200);
    assertThat(service.send(service.request("/v3/api-docs")).statusCode()).isEqualTo(200);
    assertThat(service.send(service.request("/docs")).statusCode()).isEqualTo(302);
    assertThat(service.send(service.request("/none")).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "kubernetes"})
  void whoOnlySaysToComeFromElsewhereIsNotBelieved(String platform) {
    try (ErrorsService service =
        new ErrorsService(database, LIMIT, "--spring.main.cloud-platform=" + platform)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(call(service, "203.0.113." + i).statusCode()).isEqualTo(200);
      }

      assertThat(call(service, "203.0.113.4").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void aTrustedProxyIsBelievedForTheAddressBeforeIt() {
    try (ErrorsService service =
        new ErrorsService(
            database, LIMIT, "--chasqui.http.trusted-proxies=127.0.0.0/8, 192.0.2.1")) {
      for (int i = 1; i <= 3; i++) {
        String invented = "198.51.100." + i;
        assertThat(call(service, invented, "203.0.113.1, 192.0.2.1").statusCode()).isEqualTo(200);
      }

      assertThat(call(service, "203.0.113.1").statusCode()).isEqualTo(429);
      assertThat(call(service, "203.0.113.1, 203.0.113.2").statusCode()).isEqualTo(200);
      assertThat(call(service).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whileTheDatabaseIsAwayCallsGoOn(@TempDir Path directory) {
    PostgresServer server = new OwnServers(directory).postgres(0);
    try (ErrorsService service = new ErrorsService(TestServers.newDatabase(server), LIMIT)) {
      server.close();

      for (int i = 0; i < 4; i++) {
        HttpResponse<String> answer = call(service);
        // The key cannot be looked up, and that is what it says.
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "RateLimit-Limit")).isEmpty();
      }
    } finally {
      server.close();
    }
  }

  @Test
  void withoutALimitNothingIsCounted() {
    try (ErrorsService service = new ErrorsService(database, "--chasqui.http.rate-limit=0")) {
      HttpResponse<String> answer = call(service);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "RateLimit-Limit")).isEmpty();
    }
  }
}
