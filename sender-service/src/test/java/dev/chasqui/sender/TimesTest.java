package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSender.class)
@Order(1)
class TimesTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  TimesTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void aMessageIsNotSentBeforeItsTime() {
    Instant sendAt = Instant.now().plusSeconds(3);
    SendCommand command = Commands.text(account).setSendAt(sendAt).build();

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    // The database's clock is this machine's, read at another moment.
    assertThat(result.getTimestamp()).isAfter(sendAt.minusMillis(50));
    assertThat(fixture.results.statuses(command.getCommandId()))
        .containsExactly(CommandStatus.ACCEPTED, CommandStatus.SENT);
  }

  @Test
  void timesFarOffInThePastAndTheFutureAreNoHindrance() {
    CommandResult result =
        fixture.send(
            Commands.text(account)
                .setSendAt(Instant.ofEpochMilli(Long.MIN_VALUE))
                .setExpiresAt(Instant.ofEpochMilli(Long.MAX_VALUE))
                .build());

    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
  }

  @Test
  void aMessageForTheEndOfTimeHoldsUpNoOtherToTheSameRecipient() {
    SendCommand never =
        Commands.text(account).setSendAt(Instant.ofEpochMilli(Long.MAX_VALUE)).build();
    fixture.publish(never);

    SendCommand now = Commands.text(account).setTo(never.getTo()).build();
    assertThat(fixture.send(now).getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(fixture.results.statuses(never.getCommandId()))
        .containsExactly(CommandStatus.ACCEPTED);
  }

  @Test
  void aMessageWhoseTimeIsOverIsNeverSent() {
    assertExpired(Commands.text(account).setExpiresAt(Instant.now().minusSeconds(1)).build());
  }

  @Test
  void norIsOneThatIsOlderThanWhatIsRemembered() throws Exception {
    SendCommand old = Commands.text(account).build();
    fixture.publishAt(Instant.now().minus(Duration.ofHours(6 * 24 + 1)), old);
    CommandResult result = fixture.results.awaitFinal(old.getCommandId());
    assertThat(result.getErrorMessage()).contains("too long ago");
    assertNeverSent(old, result);

    SendCommand younger = Commands.text(account).build();
    fixture.publishAt(Instant.now().minus(Duration.ofHours(6 * 24 - 1)), younger);
    assertThat(fixture.results.awaitFinal(younger.getCommandId()).getStatus())
        .isEqualTo(CommandStatus.SENT);
  }

  @Test
  void oneThatIsOldButKnownHasItsResultStill() throws Exception {
    SendCommand command = Commands.text(account).build();
    assertThat(fixture.send(command).getStatus()).isEqualTo(CommandStatus.SENT);

    fixture.publishAt(Instant.now().minus(Duration.ofHours(6 * 24 + 1)), command);

    fixture.sendBehind(command);
    assertThat(fixture.results.of(command.getCommandId()))
        .extracting(CommandResult::getStatus)
        .containsOnly(CommandStatus.SENT);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @Test
  void norIsOneThatExpiresBeforeItMayBeSent() {
    Instant later = Instant.now().plusSeconds(60);
    assertExpired(
        Commands.text(account).setSendAt(later).setExpiresAt(later.minusSeconds(1)).build());
  }

  @Test
  void aMessageThatIsHeldExpiresInTime() {
    Instant expiresAt = Instant.now().plusSeconds(3);
    SendCommand command = Commands.text(account).setExpiresAt(expiresAt).build();
    fixture.whatsapp.fault(
        account.phoneNumberId(), "error", ",\"code\":131056,\"retryAfterSeconds\":3600");

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.EXPIRED);
    assertThat(result.getAttempts()).isEqualTo(1);
    assertThat(result.getTimestamp()).isBefore(expiresAt.plusSeconds(20));
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
  }

  @Test
  void aMessageExpiresInTimeThoughItsWholeAccountIsHeld() {
    SendCommand held = Commands.text(account).build();
    fixture.whatsapp.fault(
        account.phoneNumberId(), "error", ",\"code\":130429,\"retryAfterSeconds\":3600");
    fixture.publish(held);
    fixture.results.await(held.getCommandId(), CommandStatus.HELD);
    Instant expiresAt = Instant.now().plusSeconds(3);
    SendCommand command = Commands.text(account).setExpiresAt(expiresAt).build();

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.EXPIRED);
    assertThat(result.getTimestamp())
        .isBetween(expiresAt.minusMillis(50), expiresAt.plusSeconds(20));
    assertThat(fixture.results.statuses(command.getCommandId()))
        .containsExactly(CommandStatus.ACCEPTED, CommandStatus.EXPIRED);
    assertThat(fixture.whatsapp.refused(command.getCommandId())).isZero();
  }

  @Test
  void oneThatMayHaveGoneOutDoesNotExpireAsIfItHadNot() throws SQLException {
    Instant expiresAt = Instant.now().plusSeconds(20);
    SendCommand command = Commands.text(account).setExpiresAt(expiresAt).build();
    fixture.whatsapp.fault(
        account.phoneNumberId(), "error", ",\"code\":131056,\"retryAfterSeconds\":3600");
    new DeadProcess(fixture.database).leaveBehind(command, DeadProcess.payload(command, true));

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());

    assertThat(fixture.results.distinctStatuses(command.getCommandId()))
        .containsExactly(
            CommandStatus.UNKNOWN, CommandStatus.HELD, CommandStatus.HELD, CommandStatus.UNKNOWN);
    assertThat(result.getErrorCode()).isEqualTo("interrupted");
  }

  @Test
  void aMessageForLaterHoldsUpNoneThatIsSentBeforeAndNoneIsHeldUpByIt() {
    SendCommand held = Commands.text(account).build();
    SendCommand later =
        Commands.text(account).setTo(held.getTo()).setSendAt(Instant.now().plusSeconds(2)).build();
    fixture.whatsapp.fault(account.phoneNumberId(), "hang_after", ",\"times\":1,\"millis\":10000");
    fixture.publish(held, later);

    CommandResult sent = fixture.results.awaitFinal(later.getCommandId());

    assertThat(sent.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(sent.getTimestamp())
        .isBefore(fixture.results.awaitFinal(held.getCommandId()).getTimestamp());
  }

  private void assertExpired(SendCommand command) {
    assertNeverSent(command, fixture.send(command));
  }

  private void assertNeverSent(SendCommand command, CommandResult result) {
    assertThat(result.getStatus()).isEqualTo(CommandStatus.EXPIRED);
    assertThat(result.getErrorCode()).isEqualTo("expired");
    assertThat(result.getAttempts()).isZero();

    fixture.sendBehind(command);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
    assertThat(fixture.whatsapp.refused(command.getCommandId())).isZero();
    assertThat(fixture.results.of(command.getCommandId())).hasSize(1);
  }
}
