package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The REST resource webhooks, as a client sees it. */
public final class WebhookApi {

  private static final JsonMapper JSON = new JsonMapper();

  private final String base;
  private final String apiKey;

  WebhookApi(ThreeProcesses system) {
    this(system.relay().url(), system.installation().apiKey());
  }

  /**
   * @param relayUrl the relay's base URL
   */
  public WebhookApi(String relayUrl, Secret apiKey) {
    this.base = relayUrl + "/api/webhooks/";
    this.apiKey = apiKey.value();
  }

  /** Registers a webhook for all events; returns its id. */
  String register(String url, String secret) {
    return register(Map.of("url", url, "events", List.of("*"), "secret", secret));
  }

  /** Registers a webhook; returns its id. */
  public String register(Map<String, ?> fields) {
    HttpResponse<String> answer =
        Http.call(
            request("register")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(fields))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).path("data").path("id").asString();
  }

  void delete(String id) {
    assertThat(Http.call(request(id).DELETE()).statusCode()).isEqualTo(200);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("X-API-Key", apiKey);
  }
}
