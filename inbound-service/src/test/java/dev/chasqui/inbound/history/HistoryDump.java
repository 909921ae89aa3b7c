package dev.chasqui.inbound.history;

import dev.chasqui.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is in the tables, to be compared. */
public final class HistoryDump {

  private static final String ALIASES =
      """
      (select string_agg(a.alias, ' ' order by a.alias) from inbound.chat_alias a
       where a.chat_id = %s.chat_id)""";

  private HistoryDump() {}

  /** Each row, with its number. */
  public static List<String> rows(TestDatabase database) {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("chat", "chat_alias", "message", "status")) {
      rows.addAll(query(database, "select t::text from inbound.%s t order by 1".formatted(table)));
    }
    return rows;
  }

  /** All but the numbers: instead of those stand all that a chat is known by. */
  public static List<String> content(TestDatabase database) {
    List<String> content =
        new ArrayList<>(
            query(
                database,
                """
                select concat_ws('|', account_id, %s, address, address_kind, address_at, name, name_at,
                  last_at, read_at, read_received_at, unread)
                from inbound.chat c order by 1
                """
                    .formatted(ALIASES.formatted("c"))));
    content.addAll(
        query(
            database,
            """
            select concat_ws('|', account_id, key, %s, outbound, type, wa_id, sent_at, received_at,
              body, edited_at, edited_by, revoked, media_id, mime_type, filename, standing, read_mark)
            from inbound.message m order by 1
            """
                .formatted(ALIASES.formatted("m"))));
    content.addAll(query(database, "select s::text from inbound.status s order by 1"));
    return content;
  }

  /** Chats whose newest message, read mark or unread count are not those of their messages. */
  public static List<String> wrongChats(TestDatabase database) {
    return query(
        database,
        """
        with shown as (
          select chat_id, outbound, sent_at, read_mark, coalesce(received_at, sent_at) as received_at
          from inbound.message where type is not null),
        counted as (
          select c.chat_id,
            (select max(sent_at) from shown m where m.chat_id = c.chat_id) as last_at,
            (select max(row(sent_at, received_at)::text) from shown m
             where m.chat_id = c.chat_id and m.read_mark) as mark,
            (select count(*) from shown m where m.chat_id = c.chat_id and not m.outbound
             and not exists (select from shown r where r.chat_id = c.chat_id and r.read_mark
               and (r.sent_at, r.received_at) >= (m.sent_at, m.received_at))) as unread
          from inbound.chat c)
        select c.chat_id || ': ' || c.unread || ' is not ' || x.unread || ', ' || coalesce(c.last_at::text, '-')
          || ' ' || coalesce(x.last_at::text, '-')
        from inbound.chat c join counted x using (chat_id)
        where c.last_at is distinct from x.last_at or c.unread <> x.unread
          or (c.read_at is null) <> (x.mark is null)
        union all
        select 'message ' || message_id || ' is in no chat' from inbound.message m
        where not exists (select from inbound.chat c where c.chat_id = m.chat_id)
          and not (m.chat_id = 0 and m.type is null and m.read_mark)
        """);
  }

  private static List<String> query(TestDatabase database, String sql) {
    return JdbcClient.create(database.dataSource()).sql(sql).query(String.class).list();
  }
}
