package dev.chasqui.inbound.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.inbound.Records;
import dev.chasqui.inbound.TableScans;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.Identity;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is written of a few chats takes as long whatever else there is. */
class HistoryPlanTest {

  private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

  private final TestDatabase database = TestServers.newDatabase();
  private final DataSource connections = database.dataSource();
  private final JdbcTransactionManager transactions = new JdbcTransactionManager(connections);
  private final JdbcClient jdbc = JdbcClient.create(connections);
  private final HistoryWriter writer =
      new HistoryWriter(new HistoryTables(jdbc), new TransactionTemplate(transactions));

  private void fill() {
    SchemaMigration.run(connections, "inbound", "classpath:db/inbound");
    database.execute(
        """
        insert into inbound.chat (account_id, address, address_kind, address_at, last_at)
        select 1, 57300000000 + n, 3, '2026-11-21', '2026-11-21' from generate_series(1, 5000) n;
        insert into inbound.chat_alias
        select account_id, 'phone:' || address, chat_id from inbound.chat;
        insert into inbound.message (account_id, key, chat_id, outbound, type, wa_id, sent_at,
          revoked, standing, read_mark)
        select 1, 'c:' || chat_id || '-' || n, chat_id, true, 'text', 'wamid.' || chat_id || '-' || n,
          '2026-11-21', false, 3, false
        from inbound.chat, generate_series(1, 10) n;
        analyze inbound.chat, inbound.chat_alias, inbound.message
        """);
  }

  @Test
  void noBatchReadsATableFromEndToEnd() {
    fill();
    Identity both = Identity.newBuilder().setPhone("57300000001").setBsuid("MX.1").build();
    CommandResult sent = Records.sent(1, "1-1", "57300000002", "wamid.again", "to the other", AT);
    CommandResult known = Records.sent(1, "1-2", "MX.1", "wamid.bsuid", "to the same", AT);
    List<List<Note>> batches =
        List.of(
            List.of(ResultNotes.of(sent).orElseThrow(), ResultNotes.of(known).orElseThrow()),
            List.of(ResultNotes.readMark(1, "wamid.in", AT)),
            // Joins two chats, both of which have the message of a command, and settles the mark.
            List.of(EventNotes.of(Records.text(1, both, "wamid.in", "Hi", AT)).orElseThrow()));

    assertThat(TableScans.during(transactions, () -> batches.forEach(writer::write))).isEmpty();

    assertThat(count("key = 'c:1-1'")).as("of two contacts").isEqualTo(2);
    assertThat(count("key = 'c:1-2'")).as("of one").isEqualTo(1);
  }

  private int count(String which) {
    return jdbc.sql("select count(*) from inbound.message where " + which)
        .query(Integer.class)
        .single();
  }
}
