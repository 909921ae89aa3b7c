package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.Start;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that a process which no longer lives had begun to send. */
@ExtendWith(SharedSender.class)
class TakeOverTest {

  private static final Duration SOON = Duration.ofSeconds(30);

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

  @Test
  void endAsSentIfThisProcessSentThemAndOnlyCouldNotSaySo() throws SQLException {
    assertThat(fixture.send(Commands.text(account).build()).getStatus())
        .isEqualTo(CommandStatus.SENT);
    SendCommand command = Commands.text(account).build();
    fixture.whatsapp.fault(account.phoneNumberId(), "latency", ",\"times\":1,\"millis\":1500");
    fixture.publish(command);
    await().atMost(SOON).until(() -> fence(command) == 1);

    try (Connection tx = fixture.database.dataSource().getConnection();
        Statement lock = tx.createStatement()) {
      tx.setAutoCommit(false);
      lock.execute("select 1 from sender.work_lane where lane = '" + account.id() + "' for update");
      await().atMost(SOON).until(() -> fence(command) > 1);
      tx.rollback();
    }

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).startsWith("wamid.");
    fixture.sendBehind(command);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
    assertThat(fixture.results.of(command.getCommandId())).hasSize(1);
  }

  /** It grows with each lease; 0 if the command is not in the queue yet. */
  private long fence(SendCommand command) throws SQLException {
    String sql = "select fence from sender.work_item where key = ?";
    try (Connection connection = fixture.database.dataSource().getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, account.id() + ":" + command.getCommandId());
      ResultSet row = select.executeQuery();
      return row.next() ? row.getLong(1) : 0;
    }
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
            command.getAccountId() + ":" + command.getCommandId(),
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
