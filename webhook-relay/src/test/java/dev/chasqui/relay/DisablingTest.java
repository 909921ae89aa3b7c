package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Endpoints that are given up, and what becomes of their events. */
class DisablingTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final WebhookReceiver colleague = WebhookReceiver.start();
  private final WhatsAppEvent event = Events.text(client.accountId(), "first");

  @AfterEach
  void close() {
    receiver.close();
    colleague.close();
  }

  private JsonNode shown(String id) {
    return client.get(id).is(200).data();
  }

  private JsonNode awaitDisabled(String id) {
    return await().atMost(LIMIT).until(() -> shown(id), it -> !it.path("active").asBoolean(true));
  }

  private void failingSince(String id, String interval) {
    relay
        .jdbc
        .sql(
            "update relay.subscription set failing_since = now() - ?::interval"
                + " where subscription_id = ?")
        .params(interval, id)
        .update();
  }

  private JsonNode heardBy(WebhookReceiver other) {
    List<ReceivedRequest> heard = other.await(1);
    JsonNode body = JSON.readTree(heard.getFirst().body());
    assertThat(body.path("type").asString()).isEqualTo("webhook.disabled");
    assertThat(body.path("accountId").asLong()).isEqualTo(client.accountId());
    return body.path("data");
  }

  @Test
  void anEndpointThatIsGoneIsDisabledAndTheTenantsOthersHearOfIt() {
    receiver.answer(Answer.status(410));
    String id = client.subscribe(receiver.url() + "/hook?token=s3cret", "message");
    client.subscribe(colleague.url(), "webhook.*");

    relay.publish(event);

    JsonNode disabled = awaitDisabled(id);
    assertThat(disabled.path("disabledReason").asString()).isEqualTo("gone");
    assertThat(disabled.path("disabledAt").asString()).matches("20.*Z");
    JsonNode told = heardBy(colleague);
    assertThat(told.path("webhookId").asString()).isEqualTo(id);
    assertThat(told.path("address").asString()).isEqualTo(receiver.url());
    assertThat(told.path("reason").asString()).isEqualTo("gone");
    assertThat(told.toString()).doesNotContain("s3cret");
  }

  /** An endpoint moves to the colleague's URL while an answer of its own is still to come. */
  private void assertThatItIsNotSaidOfTheNewUrl(int status, Consumer<String> move) {
    CompletableFuture<Answer> late = new CompletableFuture<>();
    receiver.answerBy(_ -> late.join());
    colleague.answer(Answer.hang());
    String id = client.subscribe(receiver.url(), "message");
    relay.publish(event);
    receiver.await(1);
    move.accept(id);

    late.complete(Answer.status(status));

    // It is tried again there, so it was not disabled.
    assertThat(colleague.await(1).getFirst().header("webhook-id")).contains(event.getId());
    assertThat(relay.attempts(event.getId()).getFirst()).containsEntry("status", status);
    assertThat(shown(id).path("active").asBoolean()).isTrue();
    assertThat(shown(id).has("failingSince")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {410, 500})
  void whatAFormerUrlAnswersIsNotSaidOfTheNewOne(int status) {
    assertThatItIsNotSaidOfTheNewUrl(
        status, id -> client.change(id, "{'url':'%s'}".formatted(colleague.url())).is(200));
  }

  @ParameterizedTest
  @ValueSource(ints = {410, 500})
  void notEvenIfAnotherInstanceKnowsTheNewOneOnly(int status) {
    assertThatItIsNotSaidOfTheNewUrl(
        status,
        id ->
            relay
                .jdbc
                .sql("update relay.subscription set url = ? where subscription_id = ?")
                .params(colleague.url(), id)
                .update());
  }

  @Test
  void whatADisabledOneShouldHaveGotItGetsWhenItIsBack() {
    receiver.answer(Answer.status(410));
    String id = client.subscribe(receiver.url(), "message");
    relay.publish(event);
    awaitDisabled(id);
    WhatsAppEvent meanwhile = Events.text(client.accountId(), "meanwhile");
    relay.publish(meanwhile);
    await().atMost(LIMIT).until(() -> !relay.deliveries(meanwhile.getId()).isEmpty());
    int before = receiver.requests().size();

    receiver.answer(Answer.status(200));
    JsonNode back = client.toggle(id).is(200).data();

    assertThat(back.path("active").asBoolean()).isTrue();
    assertThat(back.has("disabledReason")).isFalse();
    assertThat(receiver.await(before + 2).stream().skip(before))
        .extracting(request -> request.header("webhook-id").orElse(""))
        .containsExactlyInAnyOrder(event.getId(), meanwhile.getId());
  }

  @Test
  void oneThatFailedForDaysIsDisabledAtTheNextFailure() {
    receiver.answer(Answer.status(500));
    String id = client.subscribe(receiver.url(), "message");
    client.subscribe(colleague.url(), "webhook.disabled");
    relay.publish(event);
    await().atMost(LIMIT).until(() -> shown(id).has("failingSince"));
    assertThat(shown(id).path("active").asBoolean()).isTrue();

    failingSince(id, "5 days 1 second");
    failUntilSettled(() -> !shown(id).path("active").asBoolean());

    assertThat(shown(id).path("disabledReason").asString()).isEqualTo("failing");
    assertThat(heardBy(colleague).path("failingSince").asString()).matches("20.*Z");
  }

  /** More failures, since an instance looks a subscription up once a second only. */
  private void failUntilSettled(java.util.concurrent.Callable<Boolean> settled) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              relay.publish(Events.text(client.accountId(), "again"));
              return settled.call();
            });
  }

  @Test
  void fewerDaysOrASuccessMeanwhileDoNotDisable() {
    String id = client.subscribe(receiver.url(), "message");
    relay.publish(event);
    await().atMost(LIMIT).until(() -> relay.attempts(event.getId()).size() == 1);
    receiver.answer(Answer.status(500));
    // As if another instance had not known of the success.
    failingSince(id, "6 days");

    failUntilSettled(() -> isRecent(id));

    assertThat(shown(id).path("active").asBoolean()).isTrue();
    failingSince(id, "4 days 23 hours");
    int seen = receiver.requests().size();
    failUntilSettled(() -> receiver.requests().size() > seen + 5);
    assertThat(shown(id).path("active").asBoolean()).isTrue();
  }

  private boolean isRecent(String id) {
    return relay
        .jdbc
        .sql(
            "select coalesce(failing_since > now() - interval '1 day', false)"
                + " from relay.subscription where subscription_id = ?")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  @Test
  void aSuccessEndsTheTimeOfFailing() {
    receiver.answerInOrder(Answer.status(500), Answer.status(500), Answer.status(200));
    String id = client.subscribe(receiver.url(), "message");
    relay.publish(event);
    await().atMost(LIMIT).until(() -> shown(id).has("failingSince"));

    receiver.await(3);

    await().atMost(LIMIT).until(() -> !shown(id).has("failingSince"));
  }

  @Test
  void whatComesWhileItIsOffIsDroppedIfThatIsItsChoice() {
    String id = client.registered("{'url':'%s','whenOff':'drop'}".formatted(receiver.url()));
    client.toggle(id).is(200);
    relay.publish(event);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(relay.logged(event.getId()))
                    .containsExactly("failed: dropped: the webhook was off"));

    client.toggle(id).is(200);
    // WhatsApp may repeat what was dropped.
    relay.publish(event);
    relay.publish(Events.text(client.accountId(), "afterwards"));

    assertThat(receiver.await(1).getFirst().text()).contains("afterwards");
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void whatWaitedLongerThanItsRetentionIsNotDelivered() {
    String id = client.registered("{'url':'%s','retentionHours':3}".formatted(receiver.url()));
    client.toggle(id).is(200);
    relay.publish(event);
    await().atMost(LIMIT).until(() -> !relay.deliveries(event.getId()).isEmpty());

    relay
        .jdbc
        .sql(
            "update relay.work_item set expires_at = expires_at - interval '3 hours'"
                + " where key like ? || ':%'")
        .param(event.getId())
        .update();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(relay.deliveries(event.getId())).containsExactly("4 expired"));
    client.toggle(id).is(200);
    relay.publish(Events.text(client.accountId(), "afterwards"));

    assertThat(receiver.await(1).getFirst().text()).contains("afterwards");
  }
}
