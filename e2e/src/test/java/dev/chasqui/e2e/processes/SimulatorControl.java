package dev.chasqui.e2e.processes;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator's control endpoints. */
record SimulatorControl(String url) {

  /** How often it accepted a message of this command. */
  int accepted(String commandId) {
    return call(request("/received/" + commandId)).path("count").asInt();
  }

  /** Makes the answers to three sends in ten late. */
  void beSlowNowAndThen() {
    String fault = "{\"kind\":\"LATENCY\",\"probability\":0.3,\"millis\":2000}";
    call(
        request("/faults")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(fault)));
  }

  void behave() {
    call(request("/faults").DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + "/_sim" + path));
  }

  private static JsonNode call(HttpRequest.Builder request) {
    HttpResponse<String> answer = Http.call(request);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return new JsonMapper().readTree(answer.body());
  }
}
