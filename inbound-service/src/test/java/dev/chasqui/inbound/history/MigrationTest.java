package dev.chasqui.inbound.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an instance of the version before wrote while the newer migrations were there in part. */
class MigrationTest {

  private static final List<String> BEFORE =
      List.of(
          "V001__chats_and_messages.sql",
          "V002__within_a_second.sql",
          "V003__marks_of_no_chat.sql",
          "V004__media_by_whatsapps_id.sql",
          "V005__messages_of_commands.sql");

  @TempDir Path directory;

  @Test
  void aMarkThatAnOldInstanceGaveAChatIsOfNone() throws IOException {
    TestDatabase database = TestServers.newDatabase();
    for (String name : BEFORE) {
      try (InputStream migration =
          Objects.requireNonNull(getClass().getResourceAsStream("/db/inbound/" + name))) {
        Files.copy(migration, directory.resolve(name));
      }
    }
    SchemaMigration.run(database.dataSource(), "inbound", "filesystem:" + directory);
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

    SchemaMigration.run(database.dataSource(), "inbound", "classpath:db/inbound");

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
