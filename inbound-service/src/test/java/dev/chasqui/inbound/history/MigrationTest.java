package dev.chasqui.inbound.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an instance of the version before wrote while the newer migrations were there in part. */
class MigrationTest {

  private static final String MIGRATIONS = "classpath:db/inbound";

  @Test
  void aMarkThatAnOldInstanceGaveAChatIsOfNone() {
    TestDatabase database = TestServers.newDatabase();
    Flyway.configure()
        .dataSource(database.dataSource())
        .schemas("inbound")
        .locations(MIGRATIONS)
        .target("5")
        .load()
        .migrate();
    database.execute(
        """
        insert into inbound.chat (account_id, address, address_kind, address_at)
        values (1, '573001', 3, '2026-11-21'), (1, '573002', 3, '2026-11-21');
        insert into inbound.message (account_id, key, chat_id, outbound, type, sent_at, body,
          edited_at, edited_by, revoked, standing, read_mark)
        values
          (1, 'w:mark', 1, false, null, '2026-11-21', null, null, null, false, 1, true),
          (1, 'w:edited', 1, false, null, '2026-11-21', 'a', '2026-11-21', 'e', false, 1, true),
          (1, 'w:revoked', 1, false, null, '2026-11-21', null, null, null, true, 1, true),
          (1, 'w:message', 1, false, 'text', '2026-11-21', 'b', null, null, false, 1, true),
          (1, 'c:command', 1, true, 'text', '2026-11-21', 'c', null, null, false, 3, false)
        """);

    SchemaMigration.run(database.dataSource(), "inbound", MIGRATIONS);

    // Now the id of a command can be another chat's too.
    database.execute(
        """
        insert into inbound.message (account_id, key, chat_id, outbound, type, sent_at, revoked,
          standing, read_mark)
        values (1, 'c:command', 2, true, 'text', '2026-11-21', false, 3, false)
        """);
    assertThat(
            JdbcClient.create(database.dataSource())
                .sql("select key || ' ' || chat_id from inbound.message order by 1")
                .query(String.class)
                .list())
        .containsExactly(
            "c:command 1", "c:command 2", "w:edited 1", "w:mark 0", "w:message 1", "w:revoked 1");
  }
}
