package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chasqui.e2e.processes.SpanReceiver.Received;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What operators see of a message in a trace viewer and in the logs, and what nobody sees there.
 */
@ExtendWith(SharedProcesses.class)
class TracesTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private static final String CLIENT = "b7ad6b7169203331";
  private static final String CALL = "client > sender: POST /api/messages/send";
  private static final String PRODUCED = " > sender: send whatsapp.commands";
  private static final String QUEUED = " > sender: process whatsapp.commands";
  private static final String ATTEMPT = QUEUED + " > sender: send message";
  private static final String EVENT = QUEUED + " > inbound: process whatsapp.provider-events";
  private static final String WEBHOOK = EVENT + " > inbound: send whatsapp.events";

  private final String trace = UUID.randomUUID().toString().replace("-", "");
  private final ThreeProcesses system;
  private final Backend backend;
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final WebhookApi webhooks;
  private final String webhook;

  TracesTest(ThreeProcesses system) {
    this.system = system;
    this.backend = new Backend(system);
    this.webhooks = new WebhookApi(system);
    this.webhook = webhooks.register(receiver.url(), Subscriber.SECRET);
  }

  @AfterEach
  void close() {
    webhooks.delete(webhook);
    receiver.close();
    backend.close();
  }

  @Test
  void aCallsTraceGoesOnToWhatsAppAndItsEventsToTheWebhooks() {
    // Its first one is repeated from the queue; what is left of an earlier test's comes in between.
    AtomicBoolean refused = new AtomicBoolean();
    receiver.answerBy(
        request ->
            Answer.status(isInTrace(request) && refused.compareAndSet(false, true) ? 503 : 200));

    HttpResponse<String> answer = send(newNumber(), "Su pedido llegó");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<ReceivedRequest> posted = receiver.await(requests -> inTrace(requests).size() >= 4);
    awaitPaths(
        CALL,
        CALL + PRODUCED,
        CALL + PRODUCED + QUEUED,
        CALL + PRODUCED + ATTEMPT,
        CALL + PRODUCED + ATTEMPT + " > sender: POST messages",
        CALL + PRODUCED + ATTEMPT + " > sender: send whatsapp.results",
        CALL
            + PRODUCED
            + ATTEMPT
            + " > sender: send whatsapp.results > inbound: process whatsapp.results",
        CALL + PRODUCED + EVENT,
        CALL + PRODUCED + WEBHOOK,
        CALL + PRODUCED + WEBHOOK + " > inbound: process whatsapp.events",
        CALL + PRODUCED + WEBHOOK + " > relay: POST webhook");
    List<String> sent = inTrace(posted).stream().map(TracesTest::traceparent).toList();
    assertThat(sent).doesNotHaveDuplicates();
    assertThat(inTrace(posted)).allMatch(request -> request.text().contains("message.ack"));
    Awaitility.await("the span of each attempt")
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(traceparents("POST webhook")).containsExactlyInAnyOrderElementsOf(sent));
    assertThat(attempts(trace, "webhook")).hasSize(4);
    assertThat(lines(system.sender(), line -> line.path("step").asString().equals("call")))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("route").asString()).isEqualTo("/api/messages/send");
              assertThat(line.path("httpStatus").asInt()).isEqualTo(200);
              assertThat(line.path("commandId").asString()).isNotEmpty();
              assertThat(line.path("accountId").asLong())
                  .isEqualTo(system.installation().account().id());
            });
  }

  @Test
  void aProducersTraceGoesOnThroughEachAttempt() {
    SendCommand command = Backend.command(system.installation().account().id());
    SimulatorControl whatsApp = new SimulatorControl(system.simulatorUrl());
    whatsApp.fault(Map.of("kind", "ERROR", "code", 131056, "times", 1, "to", command.getTo()));

    backend.send(command, Map.of("traceparent", traceparent(CLIENT)));

    backend.results(all -> Outcome.allFinal(all, Set.of(command.getCommandId())));
    receiver.await(requests -> inTrace(requests).size() >= 3);
    awaitPaths(
        "client" + ATTEMPT + " > sender: POST messages",
        "client" + ATTEMPT + " > sender: send whatsapp.results",
        "client" + WEBHOOK + " > relay: POST webhook");
    assertThat(spans("POST messages"))
        .extracting(span -> span.attributes().get("error.type"))
        .containsExactlyInAnyOrder("recipient_throttled", null);
    assertThat(spans("process whatsapp.provider-events"))
        .allSatisfy(span -> assertThat(span.links()).hasSize(1).doesNotContain(trace));
    assertThat(attempts(trace, "result"))
        .hasSize(2)
        .allMatch(line -> line.path("commandId").asString().equals(command.getCommandId()))
        .extracting(
            line -> line.path("attempt").asInt(),
            line -> line.path("outcome").asString(),
            line -> line.path("status").asString())
        .containsExactly(tuple(1, "not_yet", "HELD"), tuple(2, "accepted", "SENT"));
  }

  @Test
  void neitherTracesNorLogsTellWhatIsPrivate() {
    String number = newNumber();
    String text = "un texto muy privado";

    assertThat(send(number, text).statusCode()).isEqualTo(200);
    assertThat(call("POST", "/api/messages/send", "{\"phone\":\"%s\",%s".formatted(number, text)))
        .isEqualTo(400);
    assertThat(call("POST", "/api/messages/send", "{\"phone\":\"%s\"}".formatted(text)))
        .isEqualTo(400);
    assertThat(call("GET", "/api/contacts/check/" + number, null)).isEqualTo(501);
    assertThat(call("GET", "/api/chats/" + number + "/messages", null)).isGreaterThan(399);
    receiver.await(requests -> inTrace(requests).size() >= 3);
    awaitPaths(
        "client > sender: GET /api/contacts/check/{phone}",
        CALL + PRODUCED + WEBHOOK + " > relay: POST webhook");

    String told =
        Stream.concat(
                system.services().stream().map(ServiceProcess::log),
                Stream.of(system.spans().everything()))
            .reduce("", String::concat);
    assertThat(told).contains(trace);
    assertThat(privateTexts(number, text)).noneMatch(told::contains);
  }

  private List<String> privateTexts(String number, String text) {
    return List.of(
        number,
        text,
        "Your order is on its way",
        "the token",
        "the app secret",
        "the verify token",
        "wamid.",
        Subscriber.SECRET,
        NewAccounts.MASTER_KEY.value(),
        system.installation().apiKey().value(),
        system.installation().account().phone());
  }

  /** A number that nobody wrote to. */
  private static String newNumber() {
    return Backend.command(0).getTo();
  }

  private HttpResponse<String> send(String to, String text) {
    return Http.call(
        request(
            "POST",
            "/api/messages/send",
            JSON.writeValueAsString(Map.of("phone", to, "message", text))));
  }

  private int call(String method, String path, @Nullable String body) {
    return Http.call(request(method, path, body)).statusCode();
  }

  private HttpRequest.Builder request(String method, String path, @Nullable String body) {
    return HttpRequest.newBuilder(URI.create(system.sender().url() + path))
        .header("X-API-Key", system.installation().apiKey().value())
        .header("Content-Type", "application/json")
        .header("traceparent", traceparent(CLIENT))
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
  }

  private String traceparent(String span) {
    return "00-" + trace + "-" + span + "-01";
  }

  private static String traceparent(ReceivedRequest request) {
    return request.header("traceparent").orElseThrow();
  }

  private List<ReceivedRequest> inTrace(List<ReceivedRequest> requests) {
    return requests.stream().filter(this::isInTrace).toList();
  }

  private boolean isInTrace(ReceivedRequest request) {
    return traceparent(request).contains(trace);
  }

  /** Waits for spans that are there by these ways; each is there by some way. */
  private void awaitPaths(String... paths) {
    Awaitility.await("spans")
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(system.spans().paths(trace, CLIENT))
                    .contains(paths)
                    .noneMatch(path -> path.startsWith("nobody")));
  }

  private List<Received> spans(String name) {
    return system.spans().of(trace).stream().filter(span -> span.name().equals(name)).toList();
  }

  private List<String> traceparents(String name) {
    return spans(name).stream().map(span -> traceparent(span.id())).toList();
  }

  /** The lines of attempts in a trace, of all services. */
  private List<JsonNode> attempts(String of, String step) {
    List<JsonNode> found = new ArrayList<>();
    for (ServiceProcess service : system.services()) {
      found.addAll(
          lines(
              service,
              line ->
                  line.path("traceId").asString("").equals(of)
                      && line.path("step").asString("").equals(step)));
    }
    return found;
  }

  private List<JsonNode> lines(ServiceProcess service, Predicate<JsonNode> wanted) {
    return service
        .log()
        .lines()
        .filter(line -> line.contains(trace))
        .map(JSON::readTree)
        .filter(wanted)
        .toList();
  }
}
