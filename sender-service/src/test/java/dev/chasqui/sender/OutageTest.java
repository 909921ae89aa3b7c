package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.embedded.RegistryServer;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers go away and come back: nothing is lost, nothing is sent twice. */
@Order(1)
class OutageTest {

  @TempDir private static Path directory;

  private static OwnServers servers;
  private static EmbeddedKafka kafka;
  private static PostgresServer postgres;
  private static RegistryServer registry;
  private static SenderFixture fixture;

  private TestAccount account;

  @BeforeAll
  static void start() {
    servers = new OwnServers(directory);
    var registryStart = CompletableFuture.supplyAsync(() -> servers.registry(0));
    var postgresStart = CompletableFuture.supplyAsync(() -> servers.postgres(0));
    kafka = servers.kafka(0);
    postgres = postgresStart.join();
    registry = registryStart.join();
    fixture =
        new SenderFixture(
            kafka.bootstrapServers(), registry.url(), TestServers.newDatabase(postgres));
  }

  @BeforeEach
  void newAccount() {
    account = fixture.newAccount();
  }

  @AfterAll
  static void stop() {
    fixture.close();
    registry.close();
    postgres.close();
    kafka.close();
  }

  @Test
  void theDatabaseGoesAwayForLongerThanALease() {
    List<SendCommand> commands = new ArrayList<>();
    fixture.whatsapp.fault(account.phoneNumberId(), "latency", ",\"millis\":1000");
    publishSome(commands, 20);
    awaitFirstCall();

    postgres.close();
    publishSome(commands, 20);
    awaitLeaseOver();
    assertIsAliveAndReady();
    postgres = servers.postgres(postgres.port());
    publishSome(commands, 20);

    assertAllSentOnce(commands);
  }

  @Test
  void theBrokerGoesAwayBetweenACallAndItsResult() {
    fixture.whatsapp.fault(account.phoneNumberId(), "latency", ",\"millis\":1000");
    String recipient = Commands.recipient();
    List<SendCommand> commands = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      commands.add(Commands.text(account).setTo(recipient).build());
    }
    fixture.publish(commands.subList(0, 3));
    awaitFirstCall();
    publishSome(commands, 20);

    kafka.close();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> commands.stream().allMatch(it -> accepted(it) == 1));
    assertIsAliveAndReady();
    kafka = servers.kafka(kafka.port());
    publishSome(commands, 5);

    assertAllSentOnce(commands);
    assertThat(fixture.results.distinctStatuses(commands.getFirst().getCommandId()))
        .containsExactly(CommandStatus.SENT);
    for (SendCommand behind : commands.subList(1, 3)) {
      assertThat(fixture.results.distinctStatuses(behind.getCommandId()))
          .containsExactly(CommandStatus.ACCEPTED, CommandStatus.SENT);
    }
  }

  /** Or all instances would be restarted, or taken out, for what none of them can help. */
  private void assertIsAliveAndReady() {
    RestClient anyone = new RestClient(fixture.restUrl(), "none");
    assertThat(List.of("/livez", "/readyz"))
        .allSatisfy(path -> assertThat(anyone.get(path).status()).isEqualTo(200));
  }

  @Test
  void theRegistryIsAwayWhenTheSenderStarts() {
    SendCommand waiting = Commands.text(account).setSendAt(Instant.now().plusSeconds(4)).build();
    fixture.publish(waiting);
    fixture.results.await(waiting.getCommandId(), CommandStatus.ACCEPTED);

    registry.close();
    fixture.stopSender();
    fixture.startSender();
    List<SendCommand> commands = new ArrayList<>(List.of(waiting));
    publishSome(commands, 5);
    awaitLeaseOver();
    assertThat(commands).allSatisfy(it -> assertThat(accepted(it)).isZero());
    registry = servers.registry(registry.port());

    assertAllSentOnce(commands);
  }

  @Test
  void theSenderIsKilledInTheMiddleOfItsCalls() throws Exception {
    fixture.stopSender();
    SendCommand hanging = Commands.text(account).build();
    SendCommand waiting = Commands.text(account).setTo(hanging.getTo()).build();
    fixture.whatsapp.fault(
        account.phoneNumberId(), "hang_after", ",\"to\":\"" + hanging.getTo() + "\",\"times\":1");
    List<SendCommand> commands = new ArrayList<>(List.of(hanging, waiting));

    Process process = fixture.startSenderProcess(directory.resolve("sender.log"));
    try {
      fixture.publish(commands);
      publishSome(commands, 20);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> accepted(hanging) == 1);
    } finally {
      process.destroyForcibly().waitFor();
    }
    fixture.startSender();
    publishSome(commands, 5);
    fixture.results.awaitFinals(commands.stream().map(SendCommand::getCommandId).toList());

    assertThat(finals(hanging)).containsOnly(CommandStatus.UNKNOWN);
    assertThat(finals(waiting)).containsOnly(CommandStatus.SENT);
    for (SendCommand command : commands) {
      assertThat(finals(command)).hasSize(1);
      assertThat(accepted(command))
          .isBetween(finals(command).contains(CommandStatus.SENT) ? 1 : 0, 1);
    }
  }

  private void publishSome(List<SendCommand> commands, int count) {
    List<SendCommand> more = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      more.add(Commands.text(account).build());
    }
    fixture.publish(more);
    commands.addAll(more);
  }

  private void awaitFirstCall() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !fixture.whatsapp.bodies(account.phoneNumberId()).isEmpty());
  }

  private static void awaitLeaseOver() {
    Instant over = Instant.now().plus(SenderFixture.LEASE).plusSeconds(1);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Instant.now().isAfter(over));
  }

  private static int accepted(SendCommand command) {
    return fixture.whatsapp.accepted(command.getCommandId());
  }

  private static Set<CommandStatus> finals(SendCommand command) {
    return fixture.results.of(command.getCommandId()).stream()
        .filter(CommandResult::getIsFinal)
        .map(CommandResult::getStatus)
        .collect(Collectors.toSet());
  }

  private static void assertAllSentOnce(List<SendCommand> commands) {
    fixture.results.awaitFinals(commands.stream().map(SendCommand::getCommandId).toList());
    for (SendCommand command : commands) {
      assertThat(fixture.results.of(command.getCommandId()))
          .filteredOn(CommandResult::getIsFinal)
          .extracting(CommandResult::getStatus, CommandResult::getAttempts)
          .containsOnly(tuple(CommandStatus.SENT, 1));
      assertThat(accepted(command)).isEqualTo(1);
    }
  }
}
