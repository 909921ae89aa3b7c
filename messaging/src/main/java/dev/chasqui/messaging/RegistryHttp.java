package dev.chasqui.messaging;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to the first endpoint that answers, and is the one place that decides what a failure means.
 * Thread-safe.
 */
final class RegistryHttp implements AutoCloseable {

  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RegistryConfig config;
  private final HttpClient client;
  // Where the last answer came from, so that an endpoint that is away is not tried first each time.
  private volatile int preferred;

  RegistryHttp(RegistryConfig config) {
    this.config = config;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout())
            .build();
  }

  JsonNode get(String path) {
    return send("GET", path, null);
  }

  JsonNode post(String path, Object body) {
    return send("POST", path, body);
  }

  JsonNode put(String path, Object body) {
    return send("PUT", path, body);
  }

  static int intField(JsonNode answer, String name) {
    JsonNode field = answer.path(name);
    if (!field.isInt()) {
      throw new RegistryUnavailableException(
          "The schema registry's answer has no " + name + ": is its URL right?", null);
    }
    return field.asInt();
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private JsonNode send(String method, String path, @Nullable Object body) {
    List<RegistryEndpoint> endpoints = config.endpoints();
    List<RegistryUnavailableException> failures = new ArrayList<>();
    int first = preferred;
    for (int i = 0; i < endpoints.size(); i++) {
      int index = (first + i) % endpoints.size();
      try {
        JsonNode answer = sendTo(endpoints.get(index), method, path, body);
        preferred = index;
        return answer;
      } catch (RegistryUnavailableException e) {
        failures.add(e);
      }
    }
    throw summary(failures);
  }

  private static RegistryUnavailableException summary(List<RegistryUnavailableException> failures) {
    if (failures.size() == 1) {
      return failures.getFirst();
    }
    List<String> messages = failures.stream().map(Throwable::getMessage).toList();
    return new RegistryUnavailableException(String.join("; ", messages), failures.getLast());
  }

  private JsonNode sendTo(
      RegistryEndpoint endpoint, String method, String path, @Nullable Object body) {
    HttpResponse<byte[]> response;
    try {
      response = client.send(request(endpoint, method, path, body), BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      throw away(endpoint, "gave no answer in " + config.requestTimeout().toMillis() + " ms", e);
    } catch (ConnectException e) {
      throw away(endpoint, "cannot be reached", e);
    } catch (IOException e) {
      throw away(endpoint, "broke off: " + e.getClass().getSimpleName(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(endpoint, "was not waited for: interrupted", e);
    }
    return RegistryAnswer.read(endpoint, response.statusCode(), json(response.body()));
  }

  private HttpRequest request(
      RegistryEndpoint endpoint, String method, String path, @Nullable Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint.uri() + path))
            .timeout(config.requestTimeout())
            .header("Accept", CONTENT_TYPE + ", application/json");
    Credentials credentials = config.credentialsFor(endpoint);
    if (credentials != null) {
      request.header("Authorization", credentials.header());
    }
    if (body == null) {
      return request.method(method, BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", CONTENT_TYPE)
        .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
        .build();
  }

  private static @Nullable JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static RegistryUnavailableException away(
      RegistryEndpoint endpoint, String what, Exception cause) {
    return new RegistryUnavailableException(
        "The schema registry at " + endpoint + " " + what, cause);
  }
}
