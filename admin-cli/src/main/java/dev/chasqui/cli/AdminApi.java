package dev.chasqui.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the admin API; gives the {@code data} of its answers. */
final class AdminApi {

  static final JsonMapper JSON = new JsonMapper();

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  /** More than the sender waits for WhatsApp. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(90);

  private final Supplier<Target> target;

  /**
   * @param target asked for only when a call is made, so that help works without a system
   */
  AdminApi(Supplier<Target> target) {
    this.target = target;
  }

  /** What is called. */
  Target target() {
    return target.get();
  }

  JsonNode get(String path) {
    return call("GET", path, null);
  }

  JsonNode post(String path, JsonNode body) {
    return call("POST", path, body);
  }

  JsonNode patch(String path, JsonNode body) {
    return call("PATCH", path, body);
  }

  JsonNode delete(String path) {
    return call("DELETE", path, null);
  }

  private JsonNode call(String method, String path, @Nullable JsonNode body) {
    Target called = target.get();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(called.url() + "/admin" + path))
            .timeout(ANSWER_WITHIN)
            .header("Authorization", "Bearer " + called.token())
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : bytes(body))
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build()) {
      return data(called, http.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new CliException(called.unreachable(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }

  private static HttpRequest.BodyPublisher bytes(JsonNode body) {
    return BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8);
  }

  private static JsonNode data(Target called, HttpResponse<byte[]> answer) {
    JsonNode json = parse(answer.body());
    if (answer.statusCode() / 100 == 2 && json.has("data")) {
      return json.path("data");
    }
    if (answer.statusCode() == 401) {
      throw new CliException(called.unauthorized());
    }
    String error = json.path("error").asString("");
    throw new CliException(
        error.isEmpty()
            ? "%s answers with HTTP %d, and not as Chasqui does"
                .formatted(called.url(), answer.statusCode())
            : error);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }
}
