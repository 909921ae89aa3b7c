package dev.chasqui.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook registered over REST, deleted when closed. */
final class Subscription implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int TOO_MANY = 429;

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Target target;
  private final AtomicBoolean removed = new AtomicBoolean();
  private final String id;

  /**
   * Registers a webhook for everything.
   *
   * @throws DemoException if the API refuses it or does not answer
   */
  Subscription(Target target, String url, WebhookSecret secret) {
    this.target = target;
    String body =
        json.writeValueAsString(
            Map.of("url", url, "events", List.of("*"), "secret", secret.text()));
    HttpRequest.Builder register =
        request("/api/webhooks/register")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    this.id = id(call(register, CREATED));
    // Ctrl-C must not leave a webhook behind that nobody answers.
    Runtime.getRuntime().addShutdownHook(new Thread(this::removeQuietly));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(target.rest() + path))
        .timeout(TIMEOUT)
        .header("X-API-Key", target.apiKey());
  }

  private String call(HttpRequest.Builder request, int expected) {
    HttpRequest built = request.build();
    String what = built.method() + " " + built.uri();
    try {
      var response = http.send(built, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new DemoException(
            "%s answers %d: %s%s"
                .formatted(what, response.statusCode(), response.body(), advice(response)));
      }
      return response.body();
    } catch (IOException e) {
      throw new DemoException(what + " fails: " + e + "; is Chasqui running? ./chasqui status", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("Interrupted", e);
    }
  }

  private static String advice(HttpResponse<String> response) {
    return response.statusCode() == TOO_MANY
        ? "; to try things out without that limit, start Chasqui with CHASQUI_HTTP_RATE_LIMIT=0"
        : "";
  }

  private String id(String body) {
    try {
      JsonNode answer = json.readTree(body);
      JsonNode found = answer.path("data").path("id");
      return (found.isMissingNode() ? answer.path("id") : found).asString();
    } catch (JacksonException e) {
      throw new DemoException("The registered webhook has no id: " + body, e);
    }
  }

  /** Its id at the API. */
  String id() {
    return id;
  }

  @Override
  public void close() {
    if (removed.compareAndSet(false, true)) {
      call(request("/api/webhooks/" + id).DELETE(), OK);
    }
  }

  private void removeQuietly() {
    try {
      close();
    } catch (DemoException e) {
      System.err.println("The webhook " + id + " is left behind: " + e.getMessage());
    }
  }
}
