package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Commands that a process which no longer lives had begun to send. */
@ExtendWith(SharedSender.class)
@Order(1)
class TakeOverTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final SenderFixture fixture;
  private final TestAccount account;
  private final DeadProcess dead;

  TakeOverTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
    this.dead = new DeadProcess(fixture.database);
  }

  @Test
  void endAsUnknownAndAreNotSentAgain() throws SQLException {
    SendCommand command = Commands.text(account).build();
    dead.leaveBehind(command, DeadProcess.payload(command, false));

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.UNKNOWN);
    assertThat(result.getErrorCode()).isEqualTo("interrupted");
    assertThat(result.getAttempts()).isEqualTo(1);

    fixture.publish(command);
    fixture.sendBehind(command);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
    assertThat(fixture.results.of(command.getCommandId()))
        .extracting(CommandResult::getStatus, CommandResult::getIsFinal, CommandResult::getAttempts)
        .startsWith(tuple(CommandStatus.UNKNOWN, false, 1), tuple(CommandStatus.UNKNOWN, true, 1));
    assertThat(fixture.results.of(command.getCommandId()).subList(1, 3)).containsOnly(result);
    assertThat(
            new RestClient(fixture, account)
                .get("/api/commands/" + command.getCommandId())
                .data()
                .get("attempts")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void endAsSentIfTheirStatusIsReadOnlyAfterTheyWereTakenOver() throws SQLException {
    SendCommand command = Commands.text(account).build();
    dead.leaveBehind(command, DeadProcess.payload(command, false));
    fixture.results.await(command.getCommandId(), CommandStatus.UNKNOWN);

    fixture.statuses.publish(command, Ack.SERVER);

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).isEqualTo(Statuses.messageId(command));
    assertThat(result.getAttempts()).isEqualTo(1);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
  }

  @Test
  void endAsSentIfTheirStatusIsReadWhileTheyAreBeingEnded() throws SQLException {
    SendCommand command = Commands.text(account).build();
    assertThat(fixture.send(Commands.text(account).build()).getStatus())
        .isEqualTo(CommandStatus.SENT);
    String doubt = "\"doubt\":{\"code\":\"no_answer\",\"message\":\"no\",\"providerCode\":null}";
    dead.leaveBehind(command, DeadProcess.payload(command, false, doubt), Duration.ofMinutes(10));

    try (Connection tx = fixture.database.dataSource().getConnection();
        Statement lock = tx.createStatement()) {
      tx.setAutoCommit(false);
      lock.execute("select 1 from sender.work_lane where lane = '" + account.id() + "' for update");
      dead.endLease(command);
      int backend = tx.unwrap(PGConnection.class).getBackendPID();
      await().atMost(SOON).until(() -> aSettlementWaitsFor(backend));
      fixture.statuses.publish(command, Ack.SERVER);
      await().atMost(SOON).until(() -> isKept(command));
      tx.rollback();
    }

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).isEqualTo(Statuses.messageId(command));
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
  }

  private boolean isKept(SendCommand command) {
    return count("select count(*) from sender.status_news where key = '%s'", command) == 1;
  }

  private boolean aSettlementWaitsFor(int backend) {
    return count(
            "select count(*) from pg_stat_activity where %d = any(pg_blocking_pids(pid))"
                .formatted(backend))
        > 0;
  }

  private Map<String, @Nullable Object> item(SendCommand command) {
    return JdbcClient.create(fixture.database.dataSource())
        .sql(
            "select state, attempt, fence, lease_until, lease_until < clock_timestamp() as lease_is_over"
                + " from sender.work_item where key = ?")
        .param(DeadProcess.key(command))
        .query()
        .singleRow();
  }

  private int count(String sql, SendCommand command) {
    return count(sql.formatted(DeadProcess.key(command)));
  }

  private int count(String sql) {
    return JdbcClient.create(fixture.database.dataSource()).sql(sql).query(Integer.class).single();
  }

  @Test
  void areSentAgainIfTheBackendSaidSo() throws SQLException {
    SendCommand command = Commands.text(account).build();
    dead.leaveBehind(command, DeadProcess.payload(command, true));

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getAttempts()).isEqualTo(2);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @Test
  void areNotSentAgainForEver() throws SQLException {
    SendCommand command = Commands.text(account).build();
    fixture.whatsapp.fault(account.phoneNumberId(), "reset_after", "");
    dead.leaveBehind(command, DeadProcess.payload(command, true, "\"repeats\":3"));

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());

    assertThat(result.getStatus()).isEqualTo(CommandStatus.UNKNOWN);
    assertThat(result.getErrorCode()).isEqualTo("no_answer");
    assertThat(fixture.results.distinctStatuses(command.getCommandId()))
        .containsExactly(
            CommandStatus.UNKNOWN,
            CommandStatus.HELD,
            CommandStatus.UNKNOWN,
            CommandStatus.UNKNOWN);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @Test
  void endAsUnknownEvenIfTheyCannotBeRead() throws SQLException {
    SendCommand command = Commands.text(account).build();
    dead.leaveBehind(command, "from another age");

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
    fixture.whatsapp.fault(account.phoneNumberId(), "latency", ",\"times\":1,\"millis\":2000");

    try (Connection tx = fixture.database.dataSource().getConnection();
        Statement lock = tx.createStatement()) {
      tx.setAutoCommit(false);
      fixture.publish(command);
      await().atMost(SOON).until(() -> fixture.whatsapp.struck(account.phoneNumberId()) == 1);
      lock.execute("select 1 from sender.work_lane where lane = '" + account.id() + "' for update");
      // Of the lease that is used: one whose permit came too late was given back, and has raised
      // it.
      Object fence = item(command).get("fence");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(item(command))
                      .containsEntry("fence", fence)
                      .containsEntry("lease_is_over", true));
      tx.rollback();
    }

    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).as("%s", result).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).startsWith("wamid.");
    fixture.sendBehind(command);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
    assertThat(fixture.results.of(command.getCommandId())).hasSize(1);
  }
}
