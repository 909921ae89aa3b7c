package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.schemas.SendCommand;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.Start;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What a sender that died leaves behind: commands that it had begun to send. */
final class DeadProcess {

  private static final Duration MOMENT = Duration.ofMillis(500);

  private final TestDatabase database;

  DeadProcess(TestDatabase database) {
    this.database = database;
  }

  /** As the queue stores it; an upgrade must go on reading it. */
  static String payload(SendCommand command, boolean sendAgainIfUnknown) {
    return """
        {"commandId":"%1$s","accountId":%2$d,"to":"%3$s","clientReference":null,"expiresAt":null,
         "sendAgainIfUnknown":%4$s,"body":"{\\"messaging_product\\":\\"whatsapp\\",\\"to\\":\\"%3$s\\",\\"text\\":{\\"body\\":\\"hi\\"},\\"biz_opaque_callback_data\\":\\"%1$s\\"}"}
        """
        .formatted(
            command.getCommandId(), command.getAccountId(), command.getTo(), sendAgainIfUnknown);
  }

  /** The same with more JSON members. */
  static String payload(SendCommand command, boolean sendAgainIfUnknown, String members) {
    return payload(command, sendAgainIfUnknown).replaceFirst("\\{", "{" + members + ",");
  }

  /** Leaves a command whose lease is over in a moment. */
  void leaveBehind(SendCommand command, String payload) throws SQLException {
    leaveBehind(command, payload, MOMENT);
  }

  void leaveBehind(SendCommand command, String payload, Duration lease) throws SQLException {
    var queue = new PostgresWorkQueue(database.dataSource(), "sender");
    NewItem item =
        new NewItem(
            "" + command.getAccountId(),
            key(command),
            command.getTo(),
            true,
            payload.getBytes(UTF_8),
            new Start.InFlight("a process that died", lease),
            command.getExpiresAt());
    try (Connection tx = database.dataSource().getConnection()) {
      tx.setAutoCommit(false);
      var _ = queue.enqueue(tx, List.of(item));
      tx.commit();
    }
  }

  /** Its lease is over now. */
  void endLease(SendCommand command) {
    database.execute(
        "update sender.work_item set lease_until = clock_timestamp() where key = '%s'"
            .formatted(key(command)));
  }

  static String key(SendCommand command) {
    return command.getAccountId() + ":" + command.getCommandId();
  }
}
