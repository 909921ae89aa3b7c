package dev.chasqui.inbound.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.inbound.TableScans;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Pages take as long whatever else there is. */
class PagePlanTest {

  private static final int MOST = 500;

  private final TestDatabase database = TestServers.newDatabase();
  private final DataSource connections = database.dataSource();
  private final JdbcTransactionManager transactions = new JdbcTransactionManager(connections);
  private final ChatQueries queries = new ChatQueries(JdbcClient.create(connections));

  @Test
  void noPageReadsATableFromEndToEnd() {
    SchemaMigration.run(connections, "inbound", "classpath:db/inbound");
    database.execute(
        """
        insert into inbound.chat (account_id, address, address_kind, address_at, last_at)
        select 1, 57300000000 + n, 3, '2026-11-21', '2026-11-21' from generate_series(1, 2000) n;
        insert into inbound.message (account_id, key, chat_id, outbound, type, wa_id, sent_at,
          revoked, standing, read_mark)
        select 1, 'c:' || chat_id || '-' || n, chat_id, true, 'text',
          case when n % 2 = 0 then 'wamid.' || chat_id || '-' || n end, '2026-11-21', false, 3, false
        from inbound.chat, generate_series(1, case when chat_id = 1 then 600 else 10 end) n;
        insert into inbound.status
        select 1, 'wamid.' || substr(key, 3), substr(key, 3), 6, '2026-11-21' from inbound.message;
        analyze inbound.chat, inbound.message, inbound.status
        """);
    Chat chat = queries.find(1).orElseThrow();

    assertThat(TableScans.during(transactions, () -> readAll(chat))).isEmpty();
  }

  private void readAll(Chat chat) {
    assertThat(queries.chats(chat.accountId(), null, 100).chats()).hasSize(100);
    assertThat(queries.messages(chat, MessagePlace.LAST, MOST))
        .hasSize(MOST)
        .allSatisfy(message -> assertThat(message.status()).isEqualTo("read"));
    for (String id : List.of("wamid.1-2", "wamid.1-3", "1-3")) {
      assertThat(queries.placeOf(chat, id)).as(id).isPresent();
    }
    assertThat(queries.newestUnread(chat)).isEmpty();
  }
}
