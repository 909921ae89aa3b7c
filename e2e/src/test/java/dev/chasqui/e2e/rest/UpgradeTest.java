package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Topics;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.TestConsumer;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A database of the first release, with data in each schema, is brought up to date by starting the
 * services: they go on with what waited in it, and show what it has.
 */
class UpgradeTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NUMBER = "400000000099999";

  @TempDir Path directory;

  @Test
  void whatTheFirstReleaseLeftIsGoneOnWith() throws IOException, WebhookVerificationException {
    TestDatabase database = TestServers.newDatabase();
    try (EmbeddedKafka kafka = new OwnServers(directory).kafka(0);
        Simulator whatsapp = Simulator.start(SimulatorSettings.onPort(0));
        WebhookReceiver receiver = WebhookReceiver.start()) {
      SimulatorControl control = new SimulatorControl(whatsapp.url().toString());
      control.put(NumberSpec.of(NUMBER).withSecrets(FirstRelease.TOKEN, "app secret", "verify"));
      FirstRelease first =
          FirstRelease.install(
              database.dataSource(), Files.createDirectory(directory.resolve("first")));
      long account = first.account(whatsapp.url().toString(), NUMBER);
      byte[] result = result(account);
      first.command(account);
      first.result(account, result);
      first.webhook(account, receiver.url());
      first.chat(account);

      int port = Ports.free();
      try (var services = RestSystem.start(database, kafka.bootstrapServers(), port)) {
        assertThat(services.isRunning()).isTrue();
        Api api = new Api(port, FirstRelease.API_KEY, account);
        theKeyOpens(api);
        await().atMost(LIMIT).until(() -> control.accepted(FirstRelease.COMMAND), is -> is == 1);
        await().atMost(LIMIT).until(() -> commandStatus(api), "finished"::equals);
        isPublished(kafka, result);
        isDelivered(receiver);
        isListed(api, receiver);
        hasItsChat(api);
        isOfNoChat(database, "w:wamid.3");
      }
    }
  }

  private static byte[] result(long account) {
    CommandResult result =
        CommandResult.newBuilder()
            .setResultId(account + ":decided:final")
            .setCommandId("decided")
            .setAccountId(account)
            .setTo("573005550001")
            .setStatus(CommandStatus.CANCELLED)
            .setIsFinal(true)
            .setTimestamp(Instant.parse("2026-11-21T12:00:00Z"))
            .build();
    try (SchemaRegistryClient registry =
        SchemaRegistryClient.from(Map.of("schema.registry.url", TestServers.registry().url()))) {
      return new AvroSerializer<CommandResult>(registry).encode(Topics.RESULTS, result);
    }
  }

  private static void theKeyOpens(Api api) {
    assertThat(api.get("/api/account/limits").ok(200).isMissingNode()).isFalse();
  }

  private static String commandStatus(Api api) {
    return api.get("/api/commands/" + FirstRelease.COMMAND).text("status");
  }

  private static void isPublished(EmbeddedKafka kafka, byte[] result) {
    try (TestConsumer results = TestConsumer.of(kafka.bootstrapServers(), Topics.RESULTS)) {
      results.await(all -> all.stream().anyMatch(it -> Arrays.equals(it.value(), result)));
    }
  }

  private static void isDelivered(WebhookReceiver receiver) throws WebhookVerificationException {
    ReceivedRequest delivery = receiver.await(1).getFirst();
    assertThat(delivery.header("webhook-id")).contains(FirstRelease.EVENT);
    assertThat(delivery.text()).isEqualTo("{\"id\":\"" + FirstRelease.EVENT + "\"}");
    new Webhook(FirstRelease.WEBHOOK_SECRET).verify(delivery.text(), delivery.headers());
  }

  private static void isListed(Api api, WebhookReceiver receiver) {
    JsonNode webhook = api.get("/api/webhooks").ok(200).path(0);
    assertThat(webhook.path("url").asString()).isEqualTo(receiver.url());
    assertThat(webhook.path("events").toString()).isEqualTo("[\"message\",\"message.ack\"]");
    assertThat(webhook.path("active").asBoolean()).isTrue();
  }

  /** A read mark whose message has not come. */
  private static void isOfNoChat(TestDatabase database, String key) {
    assertThat(
            JdbcClient.create(database.dataSource())
                .sql("select chat_id from inbound.message where key = ?")
                .param(key)
                .query(Long.class)
                .single())
        .isZero();
  }

  private static void hasItsChat(Api api) {
    JsonNode chat = api.get("/api/chats/" + api.accountId()).body().path("chats").path(0);
    assertThat(chat.path("contact_name").asString()).isEqualTo("Ana");
    assertThat(chat.path("unread_count").asInt()).isEqualTo(1);
    assertThat(chat.path("last_message").asString()).isEqualTo("Hola");
    assertThat(chat.path("updated_at").asString()).isEqualTo("2026-11-21T12:00:00.500Z");
    JsonNode messages =
        api.get("/api/chats/%s/messages".formatted(chat.path("id").asString()))
            .body()
            .path("messages");
    assertThat(messages).hasSizeGreaterThanOrEqualTo(2);
    assertThat(messages.path(0).path("status").asString()).isEqualTo("read");
    assertThat(messages.path(1).path("message").asString()).isEqualTo("Hola");
  }
}
