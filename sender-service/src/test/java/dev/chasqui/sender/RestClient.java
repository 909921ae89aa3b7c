package dev.chasqui.sender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the REST resources, for one account. */
final class RestClient {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final String url;
  private final String key;

  RestClient(SenderFixture sender, TestAccount account) {
    this.url = sender.restUrl();
    this.key = sender.newApiKey(account);
  }

  record Answer(int status, HttpResponse<byte[]> response, JsonNode body) {

    JsonNode data() {
      return body.path("data");
    }

    String code() {
      return body.path("code").asString("");
    }
  }

  Answer get(String path) {
    return call("GET", path, null, null);
  }

  Answer delete(String path) {
    return call("DELETE", path, null, null);
  }

  Answer patch(String path, String body) {
    return call("PATCH", path, body, null);
  }

  Answer post(String path, String body) {
    return call("POST", path, body, null);
  }

  Answer post(String path, String body, String idempotencyKey) {
    return call("POST", path, body, idempotencyKey);
  }

  private Answer call(
      String method, String path, @Nullable String body, @Nullable String idempotencyKey) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response, JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
