package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.UnknownPolicy;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.testing.Ports;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a backend is told when WhatsApp does not simply take a message. */
@ExtendWith(SharedSender.class)
@Order(1)
class OutcomeTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  OutcomeTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void aThrottledNumberIsLeftAloneUntilItMayGoOn() {
    SendCommand first = Commands.text(account).build();
    SendCommand second = Commands.text(account).build();
    fault("error", ",\"times\":1,\"code\":130429,\"retryAfterSeconds\":3");
    fixture.publish(first);
    CommandResult held = fixture.results.await(first.getCommandId(), CommandStatus.HELD);

    CommandResult sent = fixture.send(second);

    assertThat(sent.getTimestamp()).isAfter(held.getTimestamp().plusSeconds(2));
    assertThat(fixture.whatsapp.refused(second.getCommandId())).isZero();
  }

  @ParameterizedTest
  @CsvSource({"reset_after, ''", "hang_after, ',\"millis\":10000'"})
  void whatWasAcceptedWithoutAnAnswerIsNotSentAgain(String kind, String members) {
    SendCommand command = Commands.text(account).build();
    fault(kind, ",\"times\":1" + members);

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.UNKNOWN);
    assertThat(result.getIsFinal()).isTrue();
    assertThat(result.getErrorCode()).isEqualTo("no_answer");
    fixture.sendBehind(command);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
    List<CommandResult> told = fixture.results.of(command.getCommandId());
    assertThat(told)
        .extracting(CommandResult::getStatus, CommandResult::getIsFinal)
        .containsExactly(tuple(CommandStatus.UNKNOWN, false), tuple(CommandStatus.UNKNOWN, true));
    assertThat(told).extracting(CommandResult::getResultId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"reset_after, '', 2", "error, ',\"code\":131000', 1"})
  void itIsSentAgainIfTheBackendSaysSo(String kind, String members, int accepted) {
    SendCommand command =
        Commands.text(account).setUnknownPolicy(UnknownPolicy.AT_LEAST_ONCE).build();
    fault(kind, ",\"times\":1" + members);

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(fixture.results.statuses(command.getCommandId()))
        .containsExactly(CommandStatus.UNKNOWN, CommandStatus.HELD, CommandStatus.SENT);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(accepted);
  }

  @Test
  void aWhatsAppThatCannotBeReachedIsWaitedFor() {
    int port = Ports.free();
    TestAccount away = fixture.newAccount("http://127.0.0.1:" + port);
    SendCommand command = Commands.text(away).build();
    fixture.publish(command);

    CommandResult held = fixture.results.await(command.getCommandId(), CommandStatus.HELD);
    assertThat(held.getErrorCode()).isEqualTo("provider_unreachable");

    NumberSpec number =
        NumberSpec.of(away.phoneNumberId()).withSecrets(SenderFixture.TOKEN, "s", "v");
    try (Simulator back = Simulator.start(SimulatorSettings.onPort(port).withNumber(number));
        SimulatorControl control = new SimulatorControl(back.url())) {
      CommandResult result = fixture.results.awaitFinal(command.getCommandId());
      assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
      assertThat(control.accepted(command.getCommandId())).isEqualTo(1);
    }
  }

  @Test
  void anAccountThatCannotBeUsedIsWaitedFor() {
    TestAccount broken = fixture.newAccount("http://not a host");
    SendCommand command = Commands.text(broken).build();
    fixture.publish(command);
    fixture.sendBehind(Commands.text(account).build());
    assertThat(fixture.results.statuses(command.getCommandId())).isEmpty();

    fixture.moveToSimulator(broken);

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getAttempts()).isEqualTo(1);
  }

  private void fault(String kind, String members) {
    fixture.whatsapp.fault(account.phoneNumberId(), kind, members);
  }
}
