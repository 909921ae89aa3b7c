package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.testing.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An address of WhatsApp that keeps failing. Its circuit opens after 10 calls, for 3 s. */
@ExtendWith(SharedSender.class)
@Order(1)
class CircuitTest {

  private static final int BACKLOG = 100;

  private final SenderFixture fixture;

  CircuitTest(SenderFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void whileWhatsAppCannotBeReachedCommandsAreHeldAndNoneIsLost() {
    int port = Ports.free();
    TestAccount away = fixture.newAccount("http://127.0.0.1:" + port);
    TestAccount sameAddress = fixture.newAccount("http://127.0.0.1:" + port);
    List<SendCommand> backlog = backlog(away);
    fixture.publish(backlog);
    awaitOpen("http://127.0.0.1:" + port);
    SendCommand late = Commands.text(sameAddress).build();
    fixture.publish(late);

    CommandResult held = fixture.results.await(late.getCommandId(), CommandStatus.HELD);
    assertThat(held.getErrorCode()).isEqualTo("circuit_open");
    assertThat(held.getIsFinal()).isFalse();
    assertThat(held.getAttempts()).isZero();
    TestAccount elsewhere = fixture.newAccount();
    assertThat(fixture.send(Commands.text(elsewhere).build()).getStatus())
        .isEqualTo(CommandStatus.SENT);
    // Longer than it is open: it opens again, and nobody is told twice.
    Awaitility.await().pollDelay(Duration.ofSeconds(7)).until(() -> true);

    try (Simulator back = Simulator.start(with(port, away, sameAddress));
        SimulatorControl control = new SimulatorControl(back.url())) {
      CommandResult sent = fixture.results.awaitFinal(late.getCommandId());
      fixture.results.awaitFinals(backlog.stream().map(SendCommand::getCommandId).toList());
      assertThat(sent.getStatus()).isEqualTo(CommandStatus.SENT);
      assertThat(Stream.concat(backlog.stream(), Stream.of(late)))
          .allSatisfy(command -> assertSentOnce(control, command));
    }
  }

  @Test
  void aFaultOfWhatsAppsIsNotSpreadOverTheWholeBacklog() {
    try (Simulator failing = Simulator.start(SimulatorSettings.onPort(0));
        SimulatorControl control = new SimulatorControl(failing.url())) {
      TestAccount account = fixture.newAccount(failing.url().toString());
      control.addNumber(account.phoneNumberId(), SenderFixture.TOKEN);
      control.fault(account.phoneNumberId(), "http", ",\"httpStatus\":503");
      List<SendCommand> backlog = backlog(account);

      fixture.publish(backlog);
      awaitOpen(failing.url().toString());
      control.clearFaults();
      fixture.results.awaitFinals(backlog.stream().map(SendCommand::getCommandId).toList());

      List<CommandStatus> ends =
          backlog.stream()
              .map(it -> fixture.results.awaitFinal(it.getCommandId()).getStatus())
              .toList();
      assertThat(ends).containsOnly(CommandStatus.UNKNOWN, CommandStatus.SENT);
      assertThat(backlog)
          .allSatisfy(
              it ->
                  assertThat(
                          control.accepted(it.getCommandId()) + control.refused(it.getCommandId()))
                      .isEqualTo(1));
      assertThat(told(backlog)).isPositive();
    }
  }

  private static List<SendCommand> backlog(TestAccount account) {
    return Stream.generate(() -> Commands.text(account).build()).limit(BACKLOG).toList();
  }

  private void awaitOpen(String address) {
    Circuits<?> circuits = fixture.bean(Circuits.class);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> circuits.state(address).equals("open"));
  }

  private long told(List<SendCommand> commands) {
    return commands.stream()
        .flatMap(it -> fixture.results.of(it.getCommandId()).stream())
        .filter(result -> "circuit_open".equals(result.getErrorCode()))
        .count();
  }

  private void assertSentOnce(SimulatorControl control, SendCommand command) {
    List<CommandResult> results = fixture.results.of(command.getCommandId());
    assertThat(results.getLast().getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(control.accepted(command.getCommandId())).isEqualTo(1);
    // A trial call that fails is another reason; the same one is not told twice running.
    List<String> codes =
        results.stream()
            .filter(it -> it.getStatus() == CommandStatus.HELD)
            .map(it -> Objects.toString(it.getErrorCode(), ""))
            .toList();
    for (int i = 1; i < codes.size(); i++) {
      assertThat(codes.get(i)).isNotEqualTo(codes.get(i - 1));
    }
    assertThat(results).extracting(CommandResult::getResultId).doesNotHaveDuplicates();
  }

  private static SimulatorSettings with(int port, TestAccount... accounts) {
    SimulatorSettings settings = SimulatorSettings.onPort(port);
    for (TestAccount account : accounts) {
      settings =
          settings.withNumber(
              NumberSpec.of(account.phoneNumberId()).withSecrets(SenderFixture.TOKEN, "s", "v"));
    }
    return settings;
  }
}
