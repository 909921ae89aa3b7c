package dev.chasqui.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.StatusPlan;
import dev.chasqui.simulator.numbers.VerifyCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A running simulator with one number whose webhooks come to a receiver. */
final class SimulatorFixture implements AutoCloseable {
  static final String NUMBER = "106540000000001";
  static final String WABA = "102290000000001";
  static final String TOKEN = "EAAtoken";
  static final String SECRET = "shh";
  static final String VERIFY = "verify-me";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  final Receiver receiver;
  final Simulator simulator;

  SimulatorFixture() throws IOException {
    this(Clock.systemUTC());
  }

  SimulatorFixture(Clock clock) throws IOException {
    receiver = new Receiver(VERIFY);
    simulator = Simulator.start(SimulatorSettings.onPort(0).withNumber(spec()).withClock(clock));
  }

  /** The number, with statuses that come at once. */
  NumberSpec spec() {
    return NumberSpec.of(NUMBER)
        .withSecrets(TOKEN, SECRET, VERIFY)
        .withIdentity("+1 555-000-9999", "Jasper's Market", WABA)
        .withCallback(receiver.url(), VerifyCallback.LATER)
        .withStatuses(new StatusPlan(1L, 1L, 1L, StatusPlan.Last.READ));
  }

  /** Sends a message, given as JSON in which ' stands for ". */
  Answer send(String json) {
    return post("/v25.0/" + NUMBER + "/messages", json);
  }

  Answer sendText(String to, String callbackData) {
    return send(
        "{'messaging_product':'whatsapp','to':'%s','type':'text','text':{'body':'hi'},"
                .formatted(to)
            + "'biz_opaque_callback_data':'%s'}".formatted(callbackData));
  }

  Answer post(String path, String json) {
    return call("POST", path, TOKEN, json);
  }

  Answer get(String path) {
    return call("GET", path, TOKEN, null);
  }

  Answer delete(String path) {
    return call("DELETE", path, TOKEN, null);
  }

  Answer call(String method, String path, @Nullable String token, @Nullable String json) {
    var request =
        HttpRequest.newBuilder(URI.create(simulator.url() + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method,
                json == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(json.replace('\'', '"')));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return exchange(request.build());
  }

  Answer exchange(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), parsed(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return Json.object();
    }
  }

  /** Changes the number: members of a control request, such as {@code 'reply':{'mode':'echo'}}. */
  void change(String members) {
    var answer = post("/_sim/numbers", "{'phoneNumberId':'" + NUMBER + "'," + members + "}");
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
  }

  /** Sets a fault: members of a control request. */
  void fault(String members) {
    var answer = post("/_sim/faults", "{" + members + "}");
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
  }

  /** How often the message with this callback data was accepted. */
  int received(String callbackData) {
    return get("/_sim/received/" + callbackData).json().path("count").asInt(-1);
  }

  @Override
  public void close() {
    simulator.close();
    receiver.close();
    http.close();
  }
}
