package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The REST API as one tenant sees it. Immutable.
 *
 * @param credentials the headers that say who calls
 * @param accountId the account that it is for
 */
record Api(int port, Map<String, String> credentials, long accountId) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = "X-API-Key";

  /** With the account's key. */
  Api(int port, String key, long accountId) {
    this(port, Map.of(KEY, key), accountId);
  }

  /** The same, as a client does it that has logged in. */
  Api withToken(String token) {
    return new Api(port, Map.of("Authorization", "Bearer " + token), accountId);
  }

  String key() {
    return credentials.getOrDefault(KEY, "");
  }

  /**
   * An answer.
   *
   * @param body missing if it is no JSON
   */
  record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {

    JsonNode data() {
      return body.path("data");
    }

    /** Its body, if it has the status. */
    JsonNode is(int expected) {
      assertThat(status).as("%s: %s", response.request(), body).isEqualTo(expected);
      return body;
    }

    /** Its data, if it is a success. */
    JsonNode ok(int expected) {
      return is(expected).path("data");
    }

    String text(String name) {
      return data().path(name).asString("");
    }
  }

  Answer get(String path) {
    return call("GET", path, "");
  }

  Answer post(String path, String body) {
    return call("POST", path, body);
  }

  Answer call(Call call) {
    return call(call.method(), call.target(), call.body());
  }

  /** Calls; without a body if that is empty. */
  Answer call(String method, String path, String body) {
    return call(method, path, body, Map.of());
  }

  /** The same, with more headers. */
  Answer call(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    credentials.forEach(request::header);
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      boolean json = type.startsWith("application/json");
      return new Answer(
          answer.statusCode(),
          json ? JSON.readTree(answer.body()) : MissingNode.getInstance(),
          answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Leaves out the credentials. */
  @Override
  public String toString() {
    return "Api[accountId=" + accountId + "]";
  }
}
