package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.rest.Document.Operation;
import dev.chasqui.testing.WebhookReceiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key and a client's token open the resources of both APIs, of all services. */
class CredentialsTest {

  private static final RestSystem SYSTEM = RestSystem.shared();

  private final Api first = SYSTEM.newTenant();
  private final Api client = SYSTEM.loggedIn(first);

  private static Map<String, String> actingFor(Api api) {
    return Map.of("X-Account-Id", Long.toString(api.accountId()));
  }

  /** Those that need nothing but a caller; of a linked device there is no QR code. */
  private List<Operation> lists() {
    return Document.of(first).operations().stream()
        .filter(it -> it.method().equals("get") && it.pathVariables().isEmpty())
        .filter(it -> !it.path().startsWith("/api/session/qr"))
        .toList();
  }

  private int status(Api api, Operation operation, Map<String, String> headers) {
    return api.call("GET", operation.path(), "", headers).status();
  }

  @Test
  void aTokenActsForTheTenantsOnlyAccountOrForTheOneThatTheCallNames() {
    assertThat(lists())
        .hasSizeGreaterThan(5)
        .allSatisfy(it -> assertThat(status(client, it, Map.of())).as("%s", it).isEqualTo(200));

    Api second = SYSTEM.newAccountBeside(first);
    Api theirs = SYSTEM.newTenant();

    assertThat(lists())
        .allSatisfy(
            it -> {
              assertThat(status(client, it, actingFor(second))).as("%s", it).isEqualTo(200);
              assertThat(status(client, it, actingFor(theirs))).as("%s", it).isEqualTo(403);
              assertThat(status(first, it, actingFor(first))).as("%s", it).isEqualTo(200);
              assertThat(status(first, it, actingFor(second))).as("%s", it).isEqualTo(403);
              Api.Answer unnamed = client.get(it.path());
              assertThat(unnamed.status()).as("%s", it).isEqualTo(400);
              assertThat(unnamed.body().path("code").asString()).isEqualTo("account_required");
            });
  }

  @Test
  void whatATokenMakesIsTheNamedAccounts() {
    Api second = SYSTEM.newAccountBeside(first);
    Map<String, String> forSecond = actingFor(second);
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      client
          .call(
              "POST",
              "/api/webhooks/register",
              "{\"url\":\"%s\"}".formatted(receiver.url()),
              forSecond)
          .ok(201);
      client
          .call(
              "POST",
              "/api/messages/send",
              "{\"phone\":\"573005550003\",\"message\":\"Hola\"}",
              forSecond)
          .ok(200);
    }

    assertThat(second.get("/api/webhooks").ok(200)).hasSize(1);
    assertThat(first.get("/api/webhooks").ok(200)).isEmpty();
    assertThat(SYSTEM.taken(second)).hasSize(1);
    assertThat(SYSTEM.taken(first)).isEmpty();
  }

  @Test
  void aKeySendsWithTheOtherApi() {
    Api.Answer sent =
        first.post(
            "/api/whatsapp/send",
            "{\"accountId\":%d,\"number\":\"573005550004\",\"message\":\"Hola\"}"
                .formatted(first.accountId()));

    assertThat(sent.status()).as(sent.body().toString()).isEqualTo(200);
    assertThat(sent.body().path("msgId").asString()).startsWith("true_573005550004@c.us_wamid.");
  }
}
