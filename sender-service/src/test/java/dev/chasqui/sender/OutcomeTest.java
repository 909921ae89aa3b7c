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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a backend is told when WhatsApp does not simply take a message. */
@ExtendWith(SharedSender.class)
class OutcomeTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  OutcomeTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @ParameterizedTest
  @CsvSource({
    "131009, invalid_message",
    "131026, invalid_recipient",
    "131047, outside_service_window",
    "132001, template_rejected",
    "190,    account_not_authorised"
  })
  void aRefusalIsFinal(int code, String stableCode) {
    SendCommand command = Commands.text(account).build();
    fault("error", ",\"times\":1,\"code\":" + code);

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.REJECTED);
    assertThat(result.getErrorCode()).isEqualTo(stableCode);
    assertThat(result.getProviderCode()).isEqualTo(code);
    assertThat(result.getErrorMessage()).isNotBlank();
    assertThat(result.getAttempts()).isEqualTo(1);
    assertNeverSentAgain(command, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "130429, '', throttled",
    "131056, '', recipient_throttled",
    "130429, ',\"retryAfterSeconds\":2', throttled"
  })
  void aThrottledMessageIsHeldAndThenSent(int code, String retryAfter, String stableCode) {
    SendCommand command = Commands.text(account).build();
    fault("error", ",\"times\":1,\"code\":" + code + retryAfter);

    CommandResult result = fixture.send(command);

    CommandResult held = fixture.results.of(command.getCommandId()).getFirst();
    assertThat(held.getStatus()).isEqualTo(CommandStatus.HELD);
    assertThat(held.getIsFinal()).isFalse();
    assertThat(held.getErrorCode()).isEqualTo(stableCode);
    assertThat(held.getProviderCode()).isEqualTo(code);
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getAttempts()).isEqualTo(2);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
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
  @CsvSource({
    "error,       ',\"code\":131000',     provider_failed, 131000, 0",
    "error,       ',\"code\":131016',     provider_failed, 131016, 0",
    "http,        ',\"httpStatus\":502',  provider_failed, ,       0",
    "reset_after, '',                     no_answer,       ,       1",
    "hang_after,  ',\"millis\":10000',    no_answer,       ,       1"
  })
  void whatMayHaveBeenAcceptedIsNotSentAgain(
      String kind, String members, String stableCode, Integer providerCode, int accepted) {
    SendCommand command = Commands.text(account).build();
    fault(kind, ",\"times\":1" + members);

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.UNKNOWN);
    assertThat(result.getIsFinal()).isTrue();
    assertThat(result.getErrorCode()).isEqualTo(stableCode);
    assertThat(result.getProviderCode()).isEqualTo(providerCode);
    assertThat(result.getMessageId()).isNull();
    assertThat(result.getAttempts()).isEqualTo(1);
    fixture.sendBehind(command);
    assertCalledOnce(command, accepted);
    List<CommandResult> told = fixture.results.of(command.getCommandId());
    assertThat(told)
        .extracting(CommandResult::getStatus, CommandResult::getIsFinal)
        .containsExactly(tuple(CommandStatus.UNKNOWN, false), tuple(CommandStatus.UNKNOWN, true));
    assertThat(told).extracting(CommandResult::getErrorCode).containsOnly(stableCode);
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
  void aWhatsAppThatCannotBeReachedIsWaitedFor() throws IOException {
    int port = freePort();
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

    fixture.database.execute(
        "update access.account set base_url = (select base_url from access.account where account_id = "
            + account.id()
            + ") where account_id = "
            + broken.id());

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getAttempts()).isEqualTo(1);
  }

  private void fault(String kind, String members) {
    fixture.whatsapp.fault(account.phoneNumberId(), kind, members);
  }

  private void assertNeverSentAgain(SendCommand command, int accepted) {
    fixture.sendBehind(command);
    assertCalledOnce(command, accepted);
    assertThat(fixture.results.of(command.getCommandId())).hasSize(1);
  }

  private void assertCalledOnce(SendCommand command, int accepted) {
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(accepted);
    assertThat(
            fixture.whatsapp.accepted(command.getCommandId())
                + fixture.whatsapp.refused(command.getCommandId()))
        .isEqualTo(1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
