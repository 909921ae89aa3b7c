package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Account;
import dev.chasqui.e2e.processes.Backend;
import dev.chasqui.e2e.processes.ServiceProcess;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.UnknownPolicy;
import dev.chasqui.simulator.numbers.StatusPlan.Last;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The sender is killed (SIGKILL) at each step of a command, and started again: one final result,
 * nothing sent twice. Each test leaves a running sender to the next.
 */
@ExtendWith(SharedTestbed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("faults")
class KillStepsTest {

  private static final String SENDER = "killed-sender";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** That of the outbox's publisher. */
  private static final long PUBLISHING = 0x6368_6173_7175_6901L;

  private final Testbed bed;
  private final SimulatorControl whatsapp;
  private final SenderDatabase database;
  private final ServiceProcess sender;
  private Account account;
  private Backend backend;
  private Ledger ledger;

  KillStepsTest(Testbed bed) {
    this.bed = bed;
    this.whatsapp = bed.whatsapp();
    this.database = bed.database();
    this.sender = sender(SENDER, Duration.ofSeconds(2));
  }

  /**
   * @param patience for the status of a message that is in doubt
   */
  private ServiceProcess sender(String name, Duration patience) {
    return bed.sender(
        name,
        "--chasqui.sender.call-timeout=2s",
        "--chasqui.sender.lease-margin=2s",
        "--chasqui.sender.unknown-patience=" + patience,
        "--chasqui.kafka.properties.session.timeout.ms=6000",
        "--spring.datasource.hikari.connection-timeout=2000");
  }

  @BeforeAll
  void startSender() {
    sender.start();
    sender.awaitReady();
  }

  @BeforeEach
  void newAccount() {
    use(bed.account(Last.NONE));
  }

  private void use(Account its) {
    account = its;
    ledger = new Ledger();
    backend = new Backend(bed.kafka(), bed.registryUrl(), its.id());
  }

  @AfterEach
  void forget() {
    whatsapp.behave();
    backend.close();
  }

  @AfterAll
  void stopSender() {
    sender.close();
  }

  @Test
  void whileCommandsWaitForTheirTurn() {
    whatsapp.fault(
        Map.of(
            "kind", "ERROR",
            "code", 130429,
            "retryAfterSeconds", 8,
            "times", 1,
            "phoneNumberId", account.phoneNumberId()));
    SendCommand throttled = send();
    await(throttled, CommandStatus.HELD);
    SendCommand waiting = send();
    await(waiting, CommandStatus.ACCEPTED);

    killAndStart();

    assertEnded(throttled, CommandStatus.SENT, 1);
    assertEnded(waiting, CommandStatus.SENT, 1);
  }

  @Test
  void betweenTheInsertAndTheCommitOfOffsets() {
    List<SendCommand> commands = new ArrayList<>();
    awaitFinal(send());
    try (var _ = database.hold("lock table sender.work_item in share mode")) {
      for (int i = 0; i < 20; i++) {
        commands.add(Backend.command(account.id()));
      }
      backend.send(commands);
      database.awaitBlocked("insert into sender.work_item");
      bed.broker().freeze();
    }
    awaitAccepted(commands.getFirst());
    sender.kill();
    bed.broker().thaw();
    sender.start();

    for (SendCommand command : commands) {
      assertEndedOnce(command);
    }
  }

  @Test
  void afterMarkingInFlight() {
    try (TcpGate gate = TcpGate.before(bed.whatsappPort())) {
      backend.close();
      use(bed.account(Last.NONE, "http://127.0.0.1:" + gate.port()));
      gate.turnDeaf();
      SendCommand careful = send();
      SendCommand insistent = send(UnknownPolicy.AT_LEAST_ONCE);
      Awaitility.await("in flight")
          .atMost(LIMIT)
          .until(
              () ->
                  database
                      .inFlight()
                      .containsAll(List.of(careful.getCommandId(), insistent.getCommandId())));

      sender.kill();
      gate.listen();
      sender.start();

      assertEnded(careful, CommandStatus.UNKNOWN, 0);
      assertEnded(insistent, CommandStatus.SENT, 1);
    }
  }

  @Test
  void afterTheRequestIsWritten() {
    SendCommand command = sendUnanswered();

    killAndStart();

    assertEnded(command, CommandStatus.UNKNOWN, 1);
  }

  @Test
  void afterTheRequestIsWrittenAndThenTheStatusArrives() {
    backend.close();
    use(bed.account(Last.SENT));
    SendCommand command = sendUnanswered();

    sender.kill();
    try (ServiceProcess patient = sender("patient-sender", LIMIT)) {
      patient.start();
      assertEnded(command, CommandStatus.SENT, 1);
    } finally {
      sender.start();
    }
  }

  @Test
  void afterTheAnswer() {
    whatsapp.fault(
        Map.of("kind", "LATENCY", "millis", 1000, "phoneNumberId", account.phoneNumberId()));
    SendCommand command = send();
    Awaitility.await("in flight")
        .atMost(LIMIT)
        .until(() -> database.isInFlight(command.getCommandId()));
    try (var _ = database.hold("lock table sender.outbox in share row exclusive mode")) {
      database.awaitBlocked("insert into sender.outbox");
      assertThat(whatsapp.accepted(command.getCommandId())).isEqualTo(1);
      sender.kill();
    }
    sender.start();

    assertEnded(command, CommandStatus.UNKNOWN, 1);
  }

  @Test
  void beforePublishing() {
    SendCommand command;
    try (var _ = database.hold("select pg_advisory_lock(" + PUBLISHING + ")")) {
      command = send();
      awaitUnpublished(command);
      sender.kill();
    }
    assertThat(ledger.statuses(command.getCommandId())).isEmpty();
    sender.start();

    assertEnded(command, CommandStatus.SENT, 1);
  }

  @Test
  void afterPublishing() {
    SendCommand command;
    try (var held = database.hold("select pg_advisory_lock(" + PUBLISHING + ")")) {
      command = send();
      awaitUnpublished(command);
      held.run("select 1 from sender.outbox for update");
      held.run("select pg_advisory_unlock(" + PUBLISHING + ")");
      database.awaitBlocked("delete from sender.outbox");
      await(command, CommandStatus.SENT);
      sender.kill();
    }
    sender.start();

    assertEnded(command, CommandStatus.SENT, 1);
    assertThat(ledger.statuses(command.getCommandId()))
        .containsExactly(CommandStatus.SENT, CommandStatus.SENT);
  }

  private SendCommand send() {
    return send(UnknownPolicy.AT_MOST_ONCE);
  }

  private SendCommand send(UnknownPolicy policy) {
    SendCommand command = Backend.command(account.id());
    command.setUnknownPolicy(policy);
    backend.send(List.of(command));
    return command;
  }

  private SendCommand sendUnanswered() {
    whatsapp.fault(
        Map.of("kind", "HANG_AFTER", "times", 1, "phoneNumberId", account.phoneNumberId()));
    SendCommand command = send();
    awaitAccepted(command);
    return command;
  }

  private void killAndStart() {
    sender.kill();
    sender.start();
  }

  private void await(SendCommand command, CommandStatus status) {
    backend.results(all -> ledger.has(all, command.getCommandId(), status), LIMIT);
  }

  private void awaitAccepted(SendCommand command) {
    Awaitility.await("WhatsApp has the message")
        .atMost(LIMIT)
        .until(() -> whatsapp.accepted(command.getCommandId()) == 1);
  }

  private void awaitUnpublished(SendCommand command) {
    Awaitility.await("the result waits to be published")
        .atMost(LIMIT)
        .until(() -> database.isUnpublished(command.getCommandId()));
  }

  /** That it ended so, and nothing changes when the next message to the same person is sent. */
  private void assertEnded(SendCommand command, CommandStatus status, int accepted) {
    assertThat(awaitFinal(command).getStatus()).isEqualTo(status);
    SendCommand next = Backend.command(account.id());
    next.setTo(command.getTo());
    backend.send(List.of(next));
    assertThat(awaitFinal(next).getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(whatsapp.accepted(command.getCommandId())).isEqualTo(accepted);
    assertThat(ledger.contradictions()).isEmpty();
  }

  private void assertEndedOnce(SendCommand command) {
    CommandStatus status = awaitFinal(command).getStatus();
    assertThat(status).isIn(CommandStatus.SENT, CommandStatus.UNKNOWN);
    assertThat(whatsapp.accepted(command.getCommandId()))
        .isBetween(status == CommandStatus.SENT ? 1 : 0, 1);
    assertThat(ledger.contradictions()).isEmpty();
  }

  private CommandResult awaitFinal(SendCommand command) {
    String id = command.getCommandId();
    backend.results(all -> ledger.hasFinals(all, List.of(id)), LIMIT);
    return Objects.requireNonNull(ledger.finals().get(id));
  }
}
