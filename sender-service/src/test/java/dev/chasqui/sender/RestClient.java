package dev.chasqui.sender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A client of the REST resources, for one account. */
final class RestClient {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final String url;
  private final Map<String, String> always;

  RestClient(SenderFixture sender, TestAccount account) {
    this(sender.restUrl(), Map.of("X-API-Key", sender.newApiKey(account)));
  }

  private RestClient(String url, Map<String, String> always) {
    this.url = url;
    this.always = always;
  }

  /** The same client, whose people read Spanish. */
  RestClient inSpanish() {
    Map<String, String> headers = new HashMap<>(always);
    headers.put("Accept-Language", "es-PE,es;q=0.9");
    return new RestClient(url, headers);
  }

  record Answer(int status, HttpResponse<byte[]> response, JsonNode body) {

    JsonNode data() {
      return body.path("data");
    }

    String code() {
      return body.path("code").asString("");
    }

    String error() {
      return body.path("error").asString("");
    }

    /** The fields that are said to be wrong. */
    List<String> wrongFields() {
      return body.path("details").findValuesAsString("field");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path) {
    return call("GET", path, null, Map.of());
  }

  Answer delete(String path) {
    return call("DELETE", path, null, Map.of());
  }

  Answer patch(String path, String body) {
    return call("PATCH", path, body, Map.of());
  }

  Answer post(String path) {
    return call("POST", path, null, Map.of());
  }

  Answer post(String path, String body) {
    return call("POST", path, body, Map.of());
  }

  Answer post(String path, String body, String idempotencyKey) {
    return call("POST", path, body, Map.of("Idempotency-Key", idempotencyKey));
  }

  Answer post(String path, String body, Map<String, String> headers) {
    return call("POST", path, body, headers);
  }

  /** As above, with what the object's fields are to be. */
  Answer post(String path, Map<String, ?> body) {
    return post(path, JSON.writeValueAsString(body));
  }

  private Answer call(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    always.forEach(request::header);
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response, json(response));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Content-Type").orElse("").startsWith("image/")
        ? MissingNode.getInstance()
        : JSON.readTree(response.body());
  }
}
