package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.UnknownPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What WhatsApp's statuses make of commands that nobody here knows the outcome of. */
@ExtendWith(SharedSender.class)
@Order(1)
class NewsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Longer than any test takes. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final SenderFixture fixture;
  private final TestAccount account;
  private final DeadProcess dead;

  NewsTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
    this.dead = new DeadProcess(fixture.database);
  }

  @ParameterizedTest
  @CsvSource({"AT_MOST_ONCE", "AT_LEAST_ONCE"})
  void aMessageThatWasNotAnsweredIsSentWhenItsStatusSaysSo(UnknownPolicy policy) throws Exception {
    SendCommand command = Commands.text(account).setUnknownPolicy(policy).build();
    acceptWithoutAnswer();
    fixture.publish(command);
    fixture.results.await(command.getCommandId(), CommandStatus.UNKNOWN);

    fixture.statuses.publishRubbish(command);
    fixture.statuses.publish(command, Ack.SERVER);
    CommandResult result = fixture.results.awaitFinal(command.getCommandId());

    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).isEqualTo(Statuses.messageId(command));
    assertThat(result.getWaId()).isEqualTo(command.getTo());
    assertThat(result.getAttempts()).isEqualTo(1);
    fixture.sendBehind(command);
    assertThat(fixture.results.of(command.getCommandId()))
        .extracting(CommandResult::getStatus, CommandResult::getIsFinal)
        .containsExactly(tuple(CommandStatus.UNKNOWN, false), tuple(CommandStatus.SENT, true));
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @Test
  void soItIsWhenTheStatusOvertakesTheTimeOut() {
    SendCommand command = Commands.text(account).build();
    acceptWithoutAnswer();
    fixture.publish(command);
    await().atMost(SOON).until(() -> fixture.whatsapp.accepted(command.getCommandId()) == 1);

    fixture.statuses.publish(command, Ack.READ);

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).isEqualTo(Statuses.messageId(command));
    CommandResult doubt = fixture.results.of(command.getCommandId()).getFirst();
    assertThat(result.getTimestamp()).isBefore(doubt.getTimestamp().plusSeconds(4));
  }

  @Test
  void itIsRejectedWhenTheStatusSaysThatItFailed() {
    SendCommand command = Commands.text(account).build();
    acceptWithoutAnswer();
    fixture.publish(command);
    fixture.results.await(command.getCommandId(), CommandStatus.UNKNOWN);

    fixture.statuses.publishFailed(command, 131026, "Message undeliverable");

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.REJECTED);
    assertThat(result.getErrorCode()).isEqualTo("invalid_recipient");
    assertThat(result.getErrorMessage()).isEqualTo("Message undeliverable");
    assertThat(result.getProviderCode()).isEqualTo(131026);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER, ERROR,  REJECTED",
    "ERROR,  SERVER, REJECTED",
    "ERROR,  DEVICE, SENT",
    "READ,   ERROR,  SENT"
  })
  void ofSeveralStatusesTheFurthestCounts(Ack first, Ack second, CommandStatus status)
      throws SQLException {
    SendCommand command = Commands.text(account).build();
    dead.leaveBehind(command, DeadProcess.payload(command, false), LONG);

    fixture.statuses.publish(command, first);
    fixture.statuses.publish(command, second);
    awaitHeardBehind(command);
    assertThat(fixture.results.of(command.getCommandId())).isEmpty();
    dead.endLease(command);

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(status);
    assertThat(result.getAttempts()).isEqualTo(1);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
  }

  @Test
  void oneThatGotThroughIsEnoughWhenACommandBecameTwoMessages() throws SQLException {
    SendCommand command = Commands.text(account).build();
    dead.leaveBehind(command, DeadProcess.payload(command, true), LONG);

    fixture.statuses.publish(command, "wamid.second", Ack.SERVER);
    fixture.statuses.publishFailed(command, 131026, "Message undeliverable");
    awaitHeardBehind(command);
    dead.endLease(command);

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).isEqualTo("wamid.second");
  }

  @Test
  void theRecipientsNextMessageWaitsUntilThatIsDecided() {
    SendCommand command = Commands.text(account).build();
    SendCommand behind = Commands.text(account).setTo(command.getTo()).build();
    acceptWithoutAnswer();
    fixture.publish(command, behind);

    fixture.results.await(command.getCommandId(), CommandStatus.UNKNOWN);
    fixture.statuses.publish(command, Ack.SERVER);

    CommandResult second = fixture.results.awaitFinal(behind.getCommandId());
    CommandResult first = fixture.results.awaitFinal(command.getCommandId());
    assertThat(second.getTimestamp()).isAfterOrEqualTo(first.getTimestamp());
  }

  @Test
  void statusesOfWhatHasEndedChangeAndLeaveNothing() throws SQLException {
    SendCommand command = Commands.text(account).build();
    CommandResult sent = fixture.send(command);

    fixture.statuses.publishFailed(command, 131026, "Message undeliverable");
    awaitHeardBehind(command);
    fixture.sendBehind(command);

    assertThat(fixture.results.of(command.getCommandId())).containsExactly(sent);
    assertThat(kept(command)).isEmpty();
  }

  @Test
  void whatWaitsToBeSentAgainIsNotWhenItsStatusSaysThatItWasSent() throws SQLException {
    SendCommand command = Commands.text(account).build();
    leaveWaitingInDoubt(command, 10);

    fixture.statuses.publish(command, Ack.SERVER);

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).isEqualTo(Statuses.messageId(command));
    assertThat(result.getAttempts()).isEqualTo(2);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
  }

  @Test
  void whatWaitsToBeSentAgainIsNotCancelledWhenItsStatusSaysThatItWasSent() throws SQLException {
    SendCommand command = Commands.text(account).build();
    leaveWaitingInDoubt(command, 3600);
    fixture.statuses.publish(command, Ack.SERVER);
    await().atMost(SOON).until(() -> !kept(command).isEmpty());

    var _ = fixture.cancel(account, command.getCommandId());

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).isEqualTo(Statuses.messageId(command));
  }

  /** One that may have gone out once, and waits since it was throttled when it was sent again. */
  private void leaveWaitingInDoubt(SendCommand command, int seconds) throws SQLException {
    fixture.whatsapp.fault(
        account.phoneNumberId(),
        "error",
        ",\"times\":1,\"code\":131056,\"retryAfterSeconds\":" + seconds);
    dead.leaveBehind(command, DeadProcess.payload(command, true));
    await()
        .atMost(SOON)
        .until(
            () ->
                reason(command).equals("recipient_throttled")
                    && fixture.whatsapp.refused(command.getCommandId()) == 1);
  }

  private String reason(SendCommand command) {
    return JdbcClient.create(fixture.database.dataSource())
        .sql("select coalesce(reason, '') from sender.work_item where key = ?")
        .param(DeadProcess.key(command))
        .query(String.class)
        .single();
  }

  /** As a number behind which the connection breaks after the message was taken. */
  private void acceptWithoutAnswer() {
    fixture.whatsapp.fault(account.phoneNumberId(), "hang_after", ",\"times\":1,\"millis\":10000");
  }

  /** All statuses published before on this command's chat have been heard. */
  private void awaitHeardBehind(SendCommand command) throws SQLException {
    SendCommand marker = Commands.text(account).setTo(command.getTo()).build();
    dead.leaveBehind(marker, DeadProcess.payload(marker, false), LONG);
    fixture.statuses.publish(marker, Ack.SERVER);
    await().atMost(SOON).until(() -> !kept(marker).isEmpty());
    dead.endLease(marker);
  }

  private List<String> kept(SendCommand command) {
    return JdbcClient.create(fixture.database.dataSource())
        .sql("select message_id from sender.status_news where key = ?")
        .param(DeadProcess.key(command))
        .query(String.class)
        .list();
  }
}
