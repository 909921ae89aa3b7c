package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static dev.chasqui.simulator.SimulatorFixture.SECRET;
import static dev.chasqui.simulator.SimulatorFixture.TOKEN;
import static dev.chasqui.simulator.SimulatorFixture.VERIFY;
import static dev.chasqui.simulator.SimulatorFixture.WABA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private SimulatorFixture sim;

  @BeforeEach
  void start() throws Exception {
    sim = new SimulatorFixture();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void whatWasNotAnsweredWith200ComesAgainInTheSameOrder() {
    sim.receiver.refuse(2);

    var wamid = sim.sendText("15550001111", "job-1").wamid();

    assertThat(sim.receiver.awaitStatuses(wamid, 3)).containsExactly("sent", "delivered", "read");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(counter("failedAttempts")).isEqualTo(2));
    assertThat(counter("delivered")).isEqualTo(3);
    assertThat(counter("pending")).isZero();
  }

  @Test
  void theHandshakeIsMadeBeforeTheFirstWebhook() {
    var wamid = sim.sendText("15550001111", "job-1").wamid();

    sim.receiver.awaitStatuses(wamid, 1);
    assertThat(sim.receiver.handshakes()).isEqualTo(1);
  }

  @Test
  void webhooksWaitForAHandshakeThatFails() throws Exception {
    try (var other = new Receiver("another-token")) {
      sim.change("'callbackUrl':'%s','verifyCallback':'later'".formatted(other.url()));
      var wamid = sim.sendText("15550001111", "job-1").wamid();
      await().atMost(PATIENCE).until(() -> other.handshakes() > 1);
      assertThat(other.posts()).isZero();

      sim.change("'verifyToken':'another-token'");

      assertThat(other.awaitStatuses(wamid, 3)).containsExactly("sent", "delivered", "read");
    }
  }

  @Test
  void aCallbackThatFailsTheHandshakeIsNotSaved() throws Exception {
    try (var other = new Receiver("another-token")) {
      var answer =
          sim.post(
              "/_sim/numbers",
              "{'phoneNumberId':'%s','callbackUrl':'%s','verifyCallback':'now'}"
                  .formatted(NUMBER, other.url()));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.details()).contains("could not be verified");
      assertThat(sim.get("/_sim/numbers/" + NUMBER).json().path("callbackUrl").asString())
          .isEqualTo(sim.receiver.url().toString());
    }
  }

  @Test
  void theOverrideOfTheNumberGoesBeforeThatOfTheWabaAndTheAppsOwn() throws Exception {
    try (var ofWaba = new Receiver("waba-token");
        var ofNumber = new Receiver("number-token")) {
      var subscribed =
          sim.post(
              "/v25.0/" + WABA + "/subscribed_apps",
              "{'override_callback_uri':'%s','verify_token':'waba-token'}".formatted(ofWaba.url()));
      assertThat(subscribed.json().path("success").asBoolean()).isTrue();
      ofWaba.awaitStatuses(sim.sendText("15550001111", "job-1").wamid(), 3);

      sim.post(
          "/v25.0/" + NUMBER,
          "{'webhook_configuration':{'override_callback_uri':'%s','verify_token':'number-token'}}"
              .formatted(ofNumber.url()));
      ofNumber.awaitStatuses(sim.sendText("15550001111", "job-2").wamid(), 3);

      sim.post("/v25.0/" + NUMBER, "{'webhook_configuration':{'override_callback_uri':''}}");
      sim.post("/v25.0/" + WABA + "/subscribed_apps", "{}");
      sim.receiver.awaitStatuses(sim.sendText("15550001111", "job-3").wamid(), 3);
      assertThat(sim.receiver.statuses("job-1")).isEmpty();
    }
  }

  @Test
  void nobodyIsToldAfterTheAppUnsubscribed() {
    sim.delete("/v25.0/" + WABA + "/subscribed_apps");

    sim.sendText("15550001111", "job-1");

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(counter("noCallback")).isEqualTo(3));
    assertThat(sim.receiver.posts()).isZero();
  }

  @Test
  void updatesThatPiledUpComeInOneBatch() {
    sim.receiver.refuse(1);
    sim.change("'webhookBatch':50,'statuses':{'upTo':'sent','sentAfterMillis':0}");

    var wamids =
        IntStream.range(0, 10).mapToObj(i -> sim.sendText("15550001111", "b" + i).wamid()).toList();

    wamids.forEach(wamid -> sim.receiver.awaitStatuses(wamid, 1));
    assertThat(sim.receiver.posts()).isLessThan(10);
    assertThat(sim.receiver.hooks())
        .anyMatch(h -> h.json().path("entry").path(0).path("changes").size() > 1);
  }

  @Test
  void anyWebhookCanBeSent() {
    sim.post(
        "/_sim/numbers/" + NUMBER + "/webhooks",
        "{'field':'account_update','value':{'event':'X'}}");

    var hook = sim.receiver.awaitHook(h -> h.value().path("event").asString("").equals("X"));
    assertThat(hook.json().path("entry").path(0).path("changes").path(0).path("field").asString())
        .isEqualTo("account_update");
  }

  @Test
  void secretsAreNotShown() {
    var shown = sim.get("/_sim/numbers").json().toString();

    assertThat(shown).contains(NUMBER).doesNotContain(TOKEN, "\"" + SECRET, VERIFY);
    assertThat(sim.spec().toString()).doesNotContain(TOKEN, SECRET, VERIFY);
  }

  private int counter(String name) {
    return sim.get("/_sim/webhooks").json().path(NUMBER).path(name).asInt(-1);
  }
}
