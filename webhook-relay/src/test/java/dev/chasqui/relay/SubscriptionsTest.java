package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.relay.Client.Reply;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** What a subscription may say, and how it is changed. */
@ExtendWith(OutputCaptureExtension.class)
class SubscriptionsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  /** Registers the receiver with more fields; in them ' stands for ". */
  private Reply register(String fields) {
    return client.register(
        "{'url':'%s'%s}".formatted(receiver.url(), fields.isEmpty() ? "" : "," + fields));
  }

  private String registered(String fields) {
    return register(fields).is(201).data().path("id").asString();
  }

  private static String field(Reply refused) {
    return refused.is(400).body().path("details").get(0).path("field").asString();
  }

  @Test
  void theAddressIsPingedBeforeAnythingIsSaved() {
    register("'secret':'%s','headers':{'X-Own':'7'}".formatted(Client.SECRET)).is(201);

    ReceivedRequest ping = receiver.pings().getFirst();
    assertThat(ping.method()).isEqualTo("POST");
    assertThat(ping.text()).isEqualTo("{\"type\":\"ping\"}");
    assertThat(ping.header("content-type").orElse("")).startsWith("application/json");
    assertThat(ping.header("x-own")).contains("7");
    Signatures.verify(ping, Client.SECRET);
  }

  @ParameterizedTest
  @CsvSource({"404, 404 (not here)", "204, 204;", "302, 302 (not here)", "500, 500 (not here)"})
  void whatDoesNotAnswerThePingWith200IsNotSaved(int status, String seen) {
    Answer.Reply answer = Answer.status(status).header("Location", receiver.url());
    receiver.answerPings(status == 204 ? answer : answer.body("not\there\n"));

    Reply reply = register("").is(422);

    assertThat(reply.body().path("code").asString()).isEqualTo("ping_failed");
    assertThat(reply.body().path("error").asString())
        .contains("answered the ping with " + seen.replace("not here", "not?here"));
    assertThat(client.list()).isEmpty();
  }

  @Test
  void whatDoesNotAnswerAtAllIsNotSavedEither() {
    receiver.answerPings(Answer.hang());
    assertThat(register("").is(422).body().path("error").asString())
        .contains("did not answer the ping: no full answer within 3000 ms");

    receiver.close();
    assertThat(register("").is(422).body().path("error").asString()).contains("refused");
    assertThat(client.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://example.com/",
        "https://0x0a000001/"
      })
  void whatIsNotPublicIsRefused(String url) {
    Reply reply = client.register("{'url':'%s'}".formatted(url)).is(422);

    assertThat(reply.body().path("error").asString()).contains("did not answer the ping");
    assertThat(client.list()).isEmpty();
  }

  @Test
  void everythingThatWasSaidIsShownButForSecrets(CapturedOutput output) {
    String client2 = relay.newCredentials(client.tenantId()).id();
    Client sibling = relay.newClientOf(client.tenantId());

    String id =
        registered(
            """
            'encryption':'aes-256-gcm','accounts':[%d,%d],'headers':{'Authorization':'Bearer s3cr3t'},
            'ratePerSecond':2.5,'order':'chat','retentionHours':24,'whenOff':'drop','description':'CRM'
            """
                .formatted(client.accountId(), sibling.accountId()));

    JsonNode shown = client.get(id).is(200).data();
    assertThat(shown.path("encryption").asString()).isEqualTo("aes-256-gcm");
    assertThat(shown.path("clientId").asString()).isEqualTo(client2);
    assertThat(shown.path("accounts")).hasSize(2);
    assertThat(shown.path("headers").toString()).isEqualTo("[\"Authorization\"]");
    assertThat(shown.path("ratePerSecond").asDouble()).isEqualTo(2.5);
    assertThat(shown.path("order").asString()).isEqualTo("chat");
    assertThat(shown.path("retentionHours").asInt()).isEqualTo(24);
    assertThat(shown.path("whenOff").asString()).isEqualTo("drop");
    assertThat(shown.path("description").asString()).isEqualTo("CRM");
    assertThat(shown.has("secret")).isFalse();
    assertThat(client.list().get(0)).isEqualTo(shown);
    assertThat(output).doesNotContain("s3cr3t");
    assertThat(
            relay.jdbc.sql("select s::text from relay.subscription s").query(String.class).list())
        .noneMatch(row -> row.contains("s3cr3t"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'encryption':'rot13'                          | encryption
          'encryption':'aes-256-cbc'                    | encryption
          'order':'random'                              | order
          'ratePerSecond':0                             | ratePerSecond
          'ratePerSecond':1001                          | ratePerSecond
          'retentionHours':0                            | retentionHours
          'retentionHours':721                          | retentionHours
          'whenOff':'forget'                            | whenOff
          'events':[]                                   | events
          'accounts':[]                                 | accounts
          'accounts':[999999]                           | accounts[0]
          'accounts':[null]                             | accounts[0]
          'headers':{'Host':'x'}                        | headers.Host
          'headers':{'transfer-encoding':'x'}           | headers.transfer-encoding
          'headers':{'Connection':'x'}                  | headers.Connection
          'headers':{'webhook-id':'x'}                  | headers.webhook-id
          'headers':{'Chasqui-Event':'x'}               | headers.Chasqui-Event
          'headers':{'X-Hub-Signature-256':'x'}         | headers.X-Hub-Signature-256
          'headers':{'traceparent':'x'}                 | headers.traceparent
          'headers':{'a b':'x'}                         | headers.a b
          'headers':{'X-A':''}                          | headers.X-A
          'headers':{'X-A':'x\\r\\nHost: y'}            | headers.X-A
          'headers':{'X-A':'x','x-a':'y'}               | headers.x-a
          'description':'\\u0000'                       | description
          """)
  void whatCannotBeIsRefusedByName(String fields, String field) {
    assertThat(field(register(fields))).isEqualTo(field);
    assertThat(receiver.pings()).isEmpty();
    assertThat(client.list()).isEmpty();
  }

  @Test
  void anUnknownEventIsToldTheKnownOnes() {
    Reply reply = register("'events':['mesage']").is(400);

    assertThat(reply.body().path("details").get(0).path("error").asString())
        .contains("*", "message.*", "message.ack", "session.status", "disconnected");
  }

  @Test
  void anotherTenantsAccountsAndClientsAreAsUnknown() {
    Client stranger = relay.newClient();
    relay.newCredentials(client.tenantId());
    String foreign = relay.newCredentials(stranger.tenantId()).id();

    assertThat(field(register("'accounts':[%d]".formatted(stranger.accountId()))))
        .isEqualTo("accounts[0]");
    assertThat(field(register("'encryption':'aes-256-cbc','clientId':'%s'".formatted(foreign))))
        .isEqualTo("clientId");
  }

  @Test
  void aChangeTouchesOnlyWhatItNames() {
    String id =
        registered("'events':['message'],'headers':{'X-A':'1','X-B':'2'},'description':'old'");

    client
        .change(id, "{'headers':{'X-A':null,'X-C':'3'},'ratePerSecond':5,'description':null}")
        .is(200);

    JsonNode shown = client.get(id).is(200).data();
    assertThat(shown.path("events").toString()).isEqualTo("[\"message\"]");
    assertThat(shown.path("retentionHours").asInt()).isEqualTo(168);
    assertThat(shown.path("whenOff").asString()).isEqualTo("keep");
    assertThat(shown.path("headers").toString()).isEqualTo("[\"X-B\",\"X-C\"]");
    assertThat(shown.path("ratePerSecond").asDouble()).isEqualTo(5);
    assertThat(shown.has("description")).isFalse();
    assertThat(receiver.pings()).hasSize(1);
  }

  @Test
  void anotherAddressIsPingedBeforeItIsTaken() {
    String id = registered("");
    try (WebhookReceiver other = WebhookReceiver.start()) {
      other.answerPings(Answer.status(500));
      String change = "{'url':'%s'}".formatted(other.url());
      client.change(id, change).is(422);
      assertThat(client.get(id).data().path("url").asString()).isEqualTo(receiver.url());

      other.answerPings(Answer.status(200));
      client.change(id, change).is(200);
      assertThat(client.get(id).data().path("url").asString()).isEqualTo(other.url());

      relay.publish(Events.text(client.accountId(), "moved"));
      assertThat(other.await(1).getFirst().text()).contains("moved");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'secret':'x'}",
        "{'url':null}",
        "{'events':['nope']}",
        "{'events':[]}",
        "{'ratePerSecond':'x'}"
      })
  void aWrongChangeChangesNothing(String change) {
    String id = registered("");
    JsonNode before = client.get(id).data();

    client.change(id, change).is(400);

    assertThat(client.get(id).data()).isEqualTo(before);
  }

  /** Moves a webhook to a receiver that is slow to answer its ping; meanwhile something happens. */
  private Reply movedWhile(String id, WebhookReceiver other, Runnable meanwhile) {
    other.answerPings(Answer.status(200).after(Duration.ofSeconds(2)));
    CompletableFuture<Reply> moved =
        CompletableFuture.supplyAsync(
            () -> client.change(id, "{'url':'%s'}".formatted(other.url())));
    await().atMost(LIMIT).until(() -> !other.pings().isEmpty());
    meanwhile.run();
    assertThat(moved).isNotDone();
    return moved.join();
  }

  @Test
  void whatIsChangedDuringAPingStaysChanged() {
    String id = registered("");
    try (WebhookReceiver other = WebhookReceiver.start()) {
      movedWhile(id, other, () -> client.change(id, "{'description':'meanwhile'}").is(200)).is(200);

      JsonNode shown = client.get(id).is(200).data();
      assertThat(shown.path("url").asString()).isEqualTo(other.url());
      assertThat(shown.path("description").asString()).isEqualTo("meanwhile");
    }
  }

  @Test
  void whatIsDeletedDuringAPingIsNotFound() {
    String id = registered("");
    try (WebhookReceiver other = WebhookReceiver.start()) {
      movedWhile(id, other, () -> client.delete(id).is(200)).is(404);
    }
  }

  @Test
  void ofTwoTogglesAtOnceBothCount() {
    String id = registered("");

    Reply toggled =
        relay.duringAnothersChange(
            () -> client.toggle(id),
            "update relay.subscription set active = false where subscription_id = '" + id + "'");

    assertThat(toggled.is(200).data().path("active").asBoolean()).isTrue();
    assertThat(client.get(id).data().path("active").asBoolean()).isTrue();
  }

  @Test
  void anAccountHasAHundredAtMost() {
    IntStream.range(0, 95).forEach(_ -> registered(""));
    // So that all that follow are saved at the same time.
    receiver.answerPings(Answer.status(200).after(Duration.ofMillis(500)));

    List<Reply> replies;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      replies =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> register(""), callers))
              .limit(10)
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    }

    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(5);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 201)
        .hasSize(5)
        .allSatisfy(
            reply -> {
              assertThat(reply.is(400).body().path("code").asString())
                  .isEqualTo("too_many_webhooks");
              assertThat(reply.body().path("error").asString()).contains("100");
            });
    assertThat(client.list()).hasSize(100);
    relay.newClientOf(client.tenantId()).subscribe(receiver.url());
    client.delete(client.list().get(0).path("id").asString()).is(200);
    register("").is(201);
  }

  @Test
  void aPingCanBeAskedFor() {
    String id = registered("");

    client.ping(id).is(200);
    assertThat(receiver.pings()).hasSize(2);
    receiver.answerPings(Answer.status(503));
    assertThat(client.ping(id).is(422).body().path("error").asString()).contains("503");
  }

  @Test
  void nobodyTouchesAnothersSubscription() {
    String id = registered("");

    for (Client other : new Client[] {relay.newClient(), relay.newClientOf(client.tenantId())}) {
      other.get(id).is(404);
      other.change(id, "{'description':'mine'}").is(404);
      other.ping(id).is(404);
      other.rotate(id, "").is(404);
    }
    assertThat(receiver.pings()).hasSize(1);
  }
}
