package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.Start;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that a process which no longer lives had begun to send. */
@ExtendWith(SharedSender.class)
class TakeOverTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  TakeOverTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void endAsUnknownAndAreNotSentAgain() throws SQLException {
    SendCommand command = Commands.text(account).build();
    leaveBehind(command, payload(command, false));

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.UNKNOWN);
    assertThat(result.getErrorCode()).isEqualTo("interrupted");
    assertThat(result.getAttempts()).isEqualTo(1);

    fixture.publish(command);
    fixture.sendBehind(command);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
    assertThat(fixture.results.of(command.getCommandId())).hasSize(1);
  }

  @Test
  void areSentAgainIfTheBackendSaidSo() throws SQLException {
    SendCommand command = Commands.text(account).build();
    leaveBehind(command, payload(command, true));

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getAttempts()).isEqualTo(2);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @Test
  void endAsUnknownEvenIfTheyCannotBeRead() throws SQLException {
    SendCommand command = Commands.text(account).build();
    leaveBehind(command, "from another age");

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.UNKNOWN);
    assertThat(result.getErrorCode()).isEqualTo("internal_error");
    assertThat(result.getAccountId()).isEqualTo(account.id());
  }

  /** As the queue stores it; an upgrade must go on reading it. */
  private static String payload(SendCommand command, boolean sendAgainIfUnknown) {
    return """
        {"commandId":"%1$s","accountId":%2$d,"to":"%3$s","clientReference":null,"expiresAt":null,
         "sendAgainIfUnknown":%4$s,"body":"{\\"messaging_product\\":\\"whatsapp\\",\\"to\\":\\"%3$s\\",\\"text\\":{\\"body\\":\\"hi\\"},\\"biz_opaque_callback_data\\":\\"%1$s\\"}"}
        """
        .formatted(
            command.getCommandId(), command.getAccountId(), command.getTo(), sendAgainIfUnknown);
  }

  private void leaveBehind(SendCommand command, String payload) throws SQLException {
    var queue = new PostgresWorkQueue(fixture.database.dataSource(), "sender");
    NewItem item =
        new NewItem(
            "" + command.getAccountId(),
            command.getCommandId(),
            command.getTo(),
            payload.getBytes(UTF_8),
            new Start.InFlight("a process that died", Duration.ofMillis(500)));
    try (Connection tx = fixture.database.dataSource().getConnection()) {
      tx.setAutoCommit(false);
      var _ = queue.enqueue(tx, List.of(item));
      tx.commit();
    }
  }
}
