package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.e2e.rest.Document.Operation;
import dev.chasqui.testing.WebhookReceiver;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A tenant tries every operation with what is another's. */
class CrosswiseTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Api MINE = SYSTEM.newTenant();
  private static final Api THEIRS = SYSTEM.newTenant();
  private static final WebhookReceiver RECEIVER = WebhookReceiver.start();

  /** Names nobody's thing. */
  private static final Set<String> ANYBODYS = Set.of("phone");

  /** By path, what stands in its variables. */
  private static final Map<String, String> IDS = new LinkedHashMap<>();

  @BeforeAll
  static void makeThings() {
    String webhook =
        MINE.post(
                "/api/webhooks/register",
                "{\"url\":\"%s\",\"events\":[\"*\"]}".formatted(RECEIVER.url()))
            .ok(201)
            .path("id")
            .asString();
    String command =
        MINE.post("/api/messages/send", "{\"phone\":\"573005550001\",\"message\":\"Hola\"}")
            .ok(200)
            .path("commandId")
            .asString();
    String job =
        MINE.post(
                "/api/messages/send-bulk",
                "{\"recipients\":[\"573005550002\"],\"message\":\"Hola\"}")
            .ok(200)
            .path("jobId")
            .asString();
    RECEIVER.await(1);
    String delivery = delivery();
    JsonNode replay =
        MINE.post(
                "/api/webhooks/" + webhook + "/replay",
                "{\"since\":\"2026-01-31T12:00:00Z\",\"failedOnly\":true}")
            .ok(202);
    String replays = "/api/webhooks/" + webhook + "/replays/";
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> MINE.get(replays + replay.path("id").asString()).text("status"), "ended"::equals);
    IDS.put("jobId", job);
    IDS.put("commandId", command);
    IDS.put("webhookId", webhook);
    IDS.put("/api/webhooks/{id}", webhook);
    IDS.put("/api/webhooks/deliveries/{id}", delivery);
    IDS.put("/api/webhooks/{webhookId}/replays/{id}", replay.path("id").asString());
  }

  private static String delivery() {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                MINE.get("/api/webhooks/deliveries").ok(200).path("deliveries").path(0).path("id"),
            id -> !id.isMissingNode())
        .asString();
  }

  @AfterAll
  static void stop() {
    RECEIVER.close();
  }

  @Test
  void whatIsAnothersIsNotFoundAndNotChanged() {
    List<Operation> operations =
        Document.of(MINE).operations().stream()
            .filter(operation -> !ANYBODYS.containsAll(operation.pathVariables()))
            .toList();
    List<String> before = everythingOfMine();

    assertThat(operations).hasSizeGreaterThan(12);
    assertThat(operations)
        .allSatisfy(
            operation -> {
              Api.Answer answer =
                  THEIRS.call(
                      operation.method().toUpperCase(java.util.Locale.ROOT),
                      filled(operation),
                      body(operation));
              assertThat(answer.status()).as(operation + ": " + answer.body()).isEqualTo(404);
              assertThat(answer.body().path("code").asString()).isEqualTo("not_found");
            });

    assertThat(everythingOfMine()).isEqualTo(before);
  }

  private static String filled(Operation operation) {
    String path = operation.path();
    for (String variable : operation.pathVariables()) {
      path = path.replace("{" + variable + "}", id(operation.path(), variable));
    }
    return path;
  }

  /** By the variable's name, or by the path up to it; an operation with an unknown one fails. */
  private static String id(String path, String variable) {
    String upTo = path.substring(0, path.indexOf("{" + variable + "}") + variable.length() + 2);
    String id = IDS.getOrDefault(variable, IDS.getOrDefault(upTo, ""));
    assertThat(id).as("an id for {%s} of %s", variable, path).isNotEmpty();
    return id;
  }

  private static String body(Operation operation) {
    return operation.spec().has("requestBody") ? "{\"since\":\"2026-01-31T12:00:00Z\"}" : "";
  }

  /** As its owner sees it. */
  private static List<String> everythingOfMine() {
    String webhook = IDS.get("webhookId");
    return List.of(
            "/api/webhooks/" + webhook,
            "/api/webhooks/" + webhook + "/replays",
            "/api/commands/" + IDS.get("commandId"),
            "/api/account/limits")
        .stream()
        .map(path -> MINE.get(path).ok(200).toString())
        .toList();
  }

  @Test
  void listsShowNothingOfOthers() {
    assertThat(THEIRS.get("/api/webhooks").ok(200)).isEmpty();
    assertThat(THEIRS.get("/api/webhooks/deliveries").ok(200).path("deliveries")).isEmpty();
    assertThat(THEIRS.get("/api/commands").ok(200).path("commands")).isEmpty();
    assertThat(THEIRS.get("/api/commands/count").ok(200).path("waiting").asLong()).isZero();
    assertThat(THEIRS.get("/api/webhooks/deliveries?webhookId=" + IDS.get("webhookId")).status())
        .isEqualTo(404);
    String event =
        MINE.get("/api/webhooks/deliveries")
            .ok(200)
            .path("deliveries")
            .path(0)
            .path("eventId")
            .asString();
    assertThat(
            THEIRS
                .get(
                    "/api/webhooks/deliveries?eventId="
                        + URLEncoder.encode(event, StandardCharsets.UTF_8))
                .ok(200)
                .path("deliveries"))
        .isEmpty();
  }

  @Test
  void anothersAccountCannotBeListenedTo() {
    Api.Answer refused =
        THEIRS.post(
            "/api/webhooks/register",
            "{\"url\":\"%s\",\"accounts\":[%d]}".formatted(RECEIVER.url(), MINE.accountId()));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("details").path(0).path("field").asString())
        .isEqualTo("accounts[0]");
    assertThat(THEIRS.get("/api/webhooks").ok(200)).isEmpty();
  }
}
