package dev.chasqui.e2e.processes;

import dev.chasqui.simulator.numbers.NumberSpec;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator's control endpoints. */
public record SimulatorControl(String url) {

  private static final JsonMapper JSON = new JsonMapper();

  /** How often it accepted a message of this command. */
  public int accepted(String commandId) {
    return call(request("/received/" + commandId)).path("count").asInt();
  }

  /** How many commands it accepted a message of, since the start or since it forgot. */
  public long accepted() {
    return call(request("/received")).path("distinct").asLong();
  }

  /** The commands that it accepted more than one message of. */
  public Set<String> acceptedTwice() {
    return new TreeSet<>(call(request("/received")).path("repeated").propertyNames());
  }

  /** Forgets what it received. */
  public void forget() {
    call(request("/received").DELETE());
  }

  /** Makes a number, or changes it. */
  public void put(NumberSpec number) {
    post("/numbers", number);
  }

  /** A person writes to a number; the message is as a webhook shows it. */
  public void receive(String phoneNumberId, String from, Map<String, ?> message) {
    post("/numbers/" + phoneNumberId + "/inbound", Map.of("from", from, "message", message));
  }

  /** How many read marks a number has sent. */
  public int markedRead(String phoneNumberId) {
    return call(request("/received")).at("/numbers/" + phoneNumberId + "/markedRead").asInt(0);
  }

  /** A phone scans the number's QR code. */
  void scan(String phoneNumberId, String pushName) {
    post("/numbers/" + phoneNumberId + "/session/scan", Map.of("pushName", pushName));
  }

  /** A person writes a text to a number. */
  public void write(String phoneNumberId, String from, String text) {
    post(
        "/numbers/" + phoneNumberId + "/inbound",
        Map.of("from", from, "message", Map.of("type", "text", "text", Map.of("body", text))));
  }

  /** The bodies of a number's last messages that it accepted, the newest first. */
  public List<JsonNode> messages(String phoneNumberId) {
    return call(request("/messages?phoneNumberId=" + phoneNumberId))
        .valueStream()
        .map(message -> message.path("body"))
        .toList();
  }

  /** Makes the answers to three sends in ten late by so much. */
  public void beSlowNowAndThen(Duration time) {
    fault(Map.of("kind", "LATENCY", "probability", 0.3, "millis", time.toMillis()));
  }

  /** Sets a fault; the README of the simulator has its members. */
  public void fault(Map<String, ?> spec) {
    post("/faults", spec);
  }

  public void behave() {
    call(request("/faults").DELETE());
  }

  private void post(String path, Object body) {
    call(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + "/_sim" + path));
  }

  private static JsonNode call(HttpRequest.Builder request) {
    HttpResponse<String> answer = Http.call(request);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
