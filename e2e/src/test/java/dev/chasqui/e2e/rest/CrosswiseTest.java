package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.rest.Call.Part;
import dev.chasqui.e2e.rest.Document.Operation;
import dev.chasqui.testing.WebhookReceiver;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A tenant tries every operation: with what is another's, and with nothing of another's. */
class CrosswiseTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Api MINE = SYSTEM.newTenant();
  private static final Document DOCUMENT = Document.of(MINE);
  private static final WebhookReceiver RECEIVER = WebhookReceiver.start();
  private static final GoodCalls GOOD = new GoodCalls(DOCUMENT, RECEIVER.url());

  /** Who has written to {@link #MINE}. */
  private static final String WRITER = "573005550003";

  /** Names nobody's thing. */
  private static final Set<String> ANYBODYS = Set.of("phone");

  /** Names an account by itself, which is said to be another's; all else seems not to exist. */
  private static final String OF_ACCOUNT = "/api/chats/{accountId}";

  /** By path, where in its data a list of what a tenant has is. */
  private static final Map<String, String> LISTS =
      Map.of(
          "/api/webhooks", "",
          "/api/webhooks/deliveries", "/deliveries",
          "/api/commands", "/commands");

  /** By path, what stands in its variables. */
  private static final Map<String, String> IDS = new LinkedHashMap<>();

  /** Everything that others might change, and nothing that still changes by itself. */
  @BeforeAll
  static void makeThings() {
    Owner owner = new Owner(MINE);
    String webhook = owner.webhook(RECEIVER.url());
    IDS.put("/api/webhooks/deliveries/{id}", owner.delivery());
    IDS.put("/api/webhooks/{webhookId}/replays/{id}", owner.replay(webhook));
    IDS.put("/api/webhooks/{id}", webhook);
    IDS.put("webhookId", webhook);
    SYSTEM.receiveImage(MINE, WRITER);
    String chat = owner.chat(WRITER);
    IDS.put(OF_ACCOUNT, Long.toString(MINE.accountId()));
    IDS.put("chatId", chat);
    IDS.put("/api/media/{id}", owner.file(chat));
    owner.holdMessages();
    IDS.put("commandId", owner.message());
    IDS.put("jobId", owner.job());
    owner.awaitWaiting(2);
  }

  @AfterAll
  static void stop() {
    RECEIVER.close();
  }

  @Test
  void whatIsAnothersIsNotFoundAndNotChanged() {
    Api theirs = SYSTEM.newTenant();
    List<String> before = everythingOfMine();

    assertThat(operations(true))
        .hasSizeGreaterThan(12)
        .allSatisfy(
            operation -> {
              Api.Answer answer = theirs.call(filled(operation));
              boolean ofAccount = operation.path().equals(OF_ACCOUNT);
              assertThat(answer.status())
                  .as(operation + ": " + answer.body())
                  .isEqualTo(ofAccount ? 403 : 404);
              assertThat(answer.body().path("code").asString())
                  .isEqualTo(ofAccount ? "forbidden" : "not_found");
            });

    assertThat(everythingOfMine()).isEqualTo(before);
  }

  @Test
  void whatATenantDoesChangesNothingOfAnothers() {
    List<String> before = everythingOfMine();

    assertThat(operations(false))
        .hasSizeGreaterThan(16)
        .allSatisfy(
            operation -> {
              Api.Answer answer = fresh(operation).call(GOOD.of(operation));
              assertThat(answer.status()).as(operation + ": " + answer.body()).isBetween(200, 299);
            });

    assertThat(everythingOfMine()).isEqualTo(before);
  }

  /** A tenant to whom nothing has happened yet, as the operation needs it. */
  private static Api fresh(Operation operation) {
    return operation.path().startsWith("/api/session/qr")
        ? SYSTEM.newUnlinkedTenant()
        : SYSTEM.newTenant();
  }

  /** Those that name something of a tenant's, or the others. */
  private static List<Operation> operations(boolean naming) {
    return DOCUMENT.operations().stream()
        .filter(operation -> ANYBODYS.containsAll(operation.pathVariables()) != naming)
        .toList();
  }

  private static Call filled(Operation operation) {
    Call call = GOOD.of(operation);
    for (String variable : operation.pathVariables()) {
      call = call.with(Part.VARIABLE, variable, id(operation.path(), variable));
    }
    return call;
  }

  /** By the variable's name, or by the path up to it; an operation with an unknown one fails. */
  private static String id(String path, String variable) {
    String upTo = path.substring(0, path.indexOf("{" + variable + "}") + variable.length() + 2);
    String id = IDS.getOrDefault(variable, IDS.getOrDefault(upTo, ""));
    assertThat(id).as("an id for {%s} of %s", variable, path).isNotEmpty();
    return id;
  }

  /** As its owner sees it. */
  private static List<String> everythingOfMine() {
    String webhook = "/api/webhooks/" + IDS.get("webhookId");
    return Stream.of(
            "/api/webhooks",
            webhook,
            webhook + "/replays",
            "/api/webhooks/deliveries",
            "/api/webhooks/deliveries/" + IDS.get("/api/webhooks/deliveries/{id}"),
            "/api/commands",
            "/api/commands/count",
            "/api/commands/" + IDS.get("commandId"),
            "/api/messages/jobs/" + IDS.get("jobId"),
            "/api/session/status",
            "/api/session/profile",
            "/api/account/limits",
            "/api/chats/" + IDS.get("chatId") + "/messages")
        .map(path -> path + ": " + MINE.get(path).is(200))
        .toList();
  }

  @Test
  void listsShowNothingOfOthers() {
    Api theirs = SYSTEM.newTenant();

    LISTS.forEach(
        (path, list) -> {
          assertThat(MINE.get(path).ok(200).at(list)).as(path).isNotEmpty();
          assertThat(theirs.get(path).ok(200).at(list)).as(path).isEmpty();
        });
    assertThat(MINE.get("/api/commands/count").ok(200).path("waiting").asLong()).isPositive();
    assertThat(theirs.get("/api/commands/count").ok(200).path("waiting").asLong()).isZero();
  }

  @Test
  void aSearchFindsNothingOfOthers() {
    Api theirs = SYSTEM.newTenant();
    String ofWebhook = "/api/webhooks/deliveries?webhookId=" + IDS.get("webhookId");
    JsonNode delivery = MINE.get(ofWebhook).ok(200).path("deliveries").path(0);
    String ofEvent =
        "/api/webhooks/deliveries?eventId="
            + URLEncoder.encode(delivery.path("eventId").asString(), StandardCharsets.UTF_8);

    assertThat(theirs.get(ofWebhook).status()).isEqualTo(404);
    assertThat(MINE.get(ofEvent).ok(200).path("deliveries")).isNotEmpty();
    assertThat(theirs.get(ofEvent).ok(200).path("deliveries")).isEmpty();
  }

  @Test
  void anothersAccountCannotBeListenedTo() {
    Api theirs = SYSTEM.newTenant();

    Api.Answer refused =
        theirs.post(
            "/api/webhooks/register",
            "{\"url\":\"%s\",\"accounts\":[%d]}".formatted(RECEIVER.url(), MINE.accountId()));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("details").path(0).path("field").asString())
        .isEqualTo("accounts[0]");
    assertThat(theirs.get("/api/webhooks").ok(200)).isEmpty();
  }
}
