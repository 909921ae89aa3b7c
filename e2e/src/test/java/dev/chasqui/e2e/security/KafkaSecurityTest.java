package dev.chasqui.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chasqui.e2e.processes.Backend;
import dev.chasqui.e2e.processes.WebhookApi;
import dev.chasqui.messaging.KafkaClients;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.TopicsLackingException;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.TestConsumer;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services at a broker that demands TLS and a login, with the rights of docs/kafka-security.md
 * and no others, and topics that were created by the commands that they print. All of that is its
 * own, so other tests run beside it.
 */
@ExtendWith(OutputCaptureExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class KafkaSecurityTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String STRANGER = "stranger";
  private static final String REASON = "chasqui-dlt-reason";

  @TempDir private static Path directory;

  private static IdentityProvider provider;
  private static SecuredKafka kafka;
  private static SecuredSystem system;
  private static KafkaCommands commands;
  private static List<String> refusals;

  @BeforeAll
  static void start() {
    provider = IdentityProvider.start();
    kafka = new SecuredKafka(directory, provider);
    system = new SecuredSystem(kafka);
    kafka.addUser(SecuredKafka.ADMIN);
    kafka.addUser(STRANGER);
    for (SecuredService service : SecuredService.values()) {
      kafka.addUser(service.user());
    }
    Path admin = kafka.clientConfig(Login.SCRAM, SecuredKafka.ADMIN);
    commands = new KafkaCommands(directory, admin);
    commands.acls(kafka.bootstrapServers(Login.SCRAM)).forEach(commands::run);
    refusals =
        List.of(createTopicsFor(SecuredService.INBOUND), createTopicsFor(SecuredService.SENDER));
  }

  /** Starts it, and does as it says when that fails; returns what it says. */
  private static String createTopicsFor(SecuredService service) {
    try {
      system.start(service, Login.SCRAM);
    } catch (RuntimeException e) {
      if (NestedExceptionUtils.getRootCause(e) instanceof TopicsLackingException lacking) {
        lacking.commands().lines().filter(it -> it.startsWith("  kafka-")).forEach(commands::run);
        return lacking.what();
      }
      throw e;
    }
    throw new AssertionError(service + " starts without its topics");
  }

  @AfterEach
  void stop() {
    system.stop();
  }

  @AfterAll
  static void end() {
    system.close();
    kafka.close();
    provider.close();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void aServiceThatMayCreateNothingNamesTheTopicsThatItLacks() {
    assertThat(refusals.getFirst().lines())
        .contains("  whatsapp.provider-events is missing", "  whatsapp.results.dlt is missing")
        .hasSize(8);
    assertThat(refusals.getLast())
        .isEqualTo("Topics are not as they have to be:\n  whatsapp.commands.dlt is missing");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.SAME_THREAD)
  @EnumSource
  void aMessageGoesTheWholeWay(Login login, CapturedOutput output) {
    for (SecuredService service : SecuredService.values()) {
      system.start(service, login);
    }
    try (WebhookReceiver receiver = WebhookReceiver.start();
        Backend backend = system.backend()) {
      new WebhookApi(system.url(SecuredService.RELAY), system.key())
          .register(Map.of("url", receiver.url(), "events", List.of("message")));

      String command = backend.send(List.of(Backend.command(system.account().id()))).getFirst();

      backend.results(all -> isSent(all, command), LIMIT);
      backend.events(all -> all.stream().anyMatch(event -> event.getMessage() != null));
      receiver.await(all -> !all.isEmpty(), LIMIT);
      if (login == Login.SCRAM) {
        theWebhookIsDisabled(backend, receiver);
        theOtherRightsAreEnough();
      }
    }
    assertThat(output.getAll()).doesNotContain("AuthorizationException", "secret-of-");
  }

  /** Of that the relay writes an event. */
  private static void theWebhookIsDisabled(Backend backend, WebhookReceiver receiver) {
    receiver.answer(Answer.status(410));
    backend.send(List.of(Backend.command(system.account().id())));
    backend.events(all -> all.stream().anyMatch(event -> event.getWebhookDisabled() != null));
  }

  /** A REST call, a chat that is marked as read, and records that nobody can read. */
  private static void theOtherRightsAreEnough() {
    assertThat(
            post(
                    SecuredService.SENDER,
                    "/api/messages/send",
                    "{\"phone\":\"573009999999\",\"message\":\"Hello\"}")
                .at("/data/status")
                .asString())
        .isEqualTo("sent");
    long before = system.simulator().markedRead(system.account().phoneNumberId());
    JsonNode chat =
        await()
            .atMost(LIMIT)
            .until(
                () -> get(SecuredService.INBOUND, "/api/chats/" + system.account().id()),
                it -> it.at("/chats/0/unread_count").asInt() > 0)
            .at("/chats/0/id");
    post(SecuredService.INBOUND, "/api/chats/" + chat.asLong() + "/mark-read", "{}");
    await()
        .atMost(LIMIT)
        .until(() -> system.simulator().markedRead(system.account().phoneNumberId()) > before);

    List<String> topics =
        List.of(Topics.COMMANDS, Topics.RESULTS, Topics.PROVIDER_EVENTS, Topics.EVENTS);
    topics.forEach(topic -> write(new KafkaSettings(kafka.open()), topic));
    for (String topic : topics) {
      // The relay and the inbound service read events.
      int readers = topic.equals(Topics.EVENTS) ? 2 : 1;
      try (TestConsumer letters = TestConsumer.of(kafka.open(), topic + ".dlt")) {
        assertThat(letters.await(readers))
            .allMatch(letter -> letter.headers().lastHeader(REASON) != null);
      }
      // Nobody else is to stumble over it.
      kafka.deleteRecords(topic);
    }
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void aRightThatIsMissingIsNamedAndNothingIsLost(CapturedOutput output) {
    String rights = "User:chasqui-sender --topic whatsapp.results";
    String grant =
        commands.acls(kafka.bootstrapServers(Login.SCRAM)).stream()
            .filter(it -> it.contains(rights + " "))
            .findFirst()
            .orElseThrow();
    String withdraw = grant.replaceFirst(" --add (.*?) --operation.*", " --remove --force $1");
    try (Backend backend = system.backend()) {
      commands.run(withdraw + " --operation DescribeConfigs");
      assertThatThrownBy(() -> system.start(SecuredService.SENDER, Login.SCRAM))
          .hasRootCauseMessage(
              """
              Topics are not as they have to be:
                whatsapp.results may not be seen: Describe and DescribeConfigs are needed
              Grant the service its rights: deploy/kafka-acls prints the commands.\
              """);
      commands.run(grant);
      commands.run(withdraw + " --operation Write");
      system.start(SecuredService.SENDER, Login.SCRAM);
      SendCommand command = Backend.command(system.account().id());
      backend.send(List.of(command));

      await()
          .atMost(LIMIT)
          .until(() -> output.getAll().lines().anyMatch(KafkaSecurityTest::namesResults));
      assertThat(system.simulator().accepted(command.getCommandId())).isEqualTo(1);
      commands.run(grant);

      backend.results(all -> isSent(all, command.getCommandId()), LIMIT);
      assertThat(system.simulator().accepted(command.getCommandId())).isEqualTo(1);
    } finally {
      commands.run(grant);
    }
  }

  private static boolean namesResults(String line) {
    return line.contains(" WARN ")
        && line.contains("Not authorized to access topics: [whatsapp.results]");
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void aServiceWhosePasswordIsRefusedGoesOnOnceItIsNot(CapturedOutput output) {
    String user = SecuredService.RELAY.user();
    kafka.setPassword(user, "another");
    system.start(SecuredService.RELAY, Login.SCRAM);
    await()
        .atMost(LIMIT)
        .until(
            () ->
                output.getAll().contains("topics: not verified yet")
                    && output.getAll().contains("SaslAuthenticationException"));

    // A new version with it must not take the place of those that work.
    assertThat(isReady(SecuredService.RELAY)).isFalse();

    kafka.setPassword(user, IdentityProvider.secretOf(user));

    await().atMost(LIMIT).until(() -> isReady(SecuredService.RELAY));
    assertThat(output.getAll()).contains("topics: all 2 are as");
    assertThat(output.getAll()).doesNotContain(IdentityProvider.secretOf(user));
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void othersMayNeitherReadNorWrite() {
    for (String topic : List.of(Topics.COMMANDS, Topics.RESULTS, Topics.EVENTS)) {
      assertThatThrownBy(() -> write(settings(Login.SCRAM, STRANGER), topic))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      assertThatThrownBy(() -> read(settings(Login.SCRAM, STRANGER), topic))
          .isInstanceOf(TopicAuthorizationException.class);
    }
    assertThatThrownBy(
            () -> write(settings(Login.SCRAM, SecuredService.RELAY.user()), Topics.COMMANDS))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(
            () -> read(settings(Login.SCRAM, SecuredService.RELAY.user()), Topics.COMMANDS))
        .isInstanceOf(AuthorizationException.class);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void whoCannotShowWhoHeIsIsRefused() {
    for (Login login : List.of(Login.SCRAM, Login.OAUTHBEARER)) {
      Path wrong = kafka.clientConfig(login, SecuredService.SENDER.user(), "wrong");
      assertThatThrownBy(() -> read(settings(login).withFile(wrong), Topics.EVENTS))
          .isInstanceOf(KafkaException.class)
          .extracting(it -> NestedExceptionUtils.getMostSpecificCause(it))
          .satisfiesAnyOf(
              it -> assertThat(it).isInstanceOf(SaslAuthenticationException.class),
              it -> assertThat(it).hasMessageContaining("invalid_client"));
    }
    KafkaSettings nobody =
        settings(Login.MTLS).withFile(kafka.clientConfig(Login.MTLS, SecuredService.SENDER.user()));
    Map<String, String> without = new HashMap<>(nobody.properties());
    without.keySet().removeIf(name -> name.startsWith("ssl.keystore"));
    assertThatThrownBy(
            () -> read(new KafkaSettings(nobody.bootstrapServers(), without), Topics.EVENTS))
        .isInstanceOf(SslAuthenticationException.class);
  }

  private static KafkaSettings settings(Login login) {
    return new KafkaSettings(
        kafka.bootstrapServers(login), Map.of("default.api.timeout.ms", "20000"));
  }

  private static KafkaSettings settings(Login login, String user) {
    return settings(login).withFile(kafka.clientConfig(login, user));
  }

  private static void write(KafkaSettings settings, String topic) {
    try (Producer<byte[], byte[]> producer = KafkaClients.producer(settings, "test")) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1, 2, 3})).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void read(KafkaSettings settings, String topic) {
    try (var consumer = new KafkaConsumer<byte[], byte[]>(KafkaClients.readerConfig(settings))) {
      TopicPartition first = new TopicPartition(topic, 0);
      consumer.assign(List.of(first));
      consumer.position(first);
      consumer.poll(Duration.ofSeconds(5));
    }
  }

  private static boolean isSent(List<CommandResult> results, String command) {
    return results.stream()
        .anyMatch(
            it ->
                it.getCommandId().equals(command)
                    && it.getIsFinal()
                    && it.getStatus() == CommandStatus.SENT);
  }

  private static boolean isReady(SecuredService service) {
    String status = get(service, "/readyz").path("status").asString();
    assertThat(status).isIn("UP", "OUT_OF_SERVICE");
    return status.equals("UP");
  }

  private static JsonNode get(SecuredService service, String path) {
    return call(service, path, HttpRequest.newBuilder().GET());
  }

  private static JsonNode post(SecuredService service, String path, String body) {
    return call(
        service,
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonNode call(SecuredService service, String path, HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              request
                  .uri(URI.create(system.url(service) + path))
                  .header("X-API-Key", system.key().value())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new JsonMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
