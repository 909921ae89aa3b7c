package dev.chasqui.inbound.chat;

import dev.chasqui.inbound.chat.MessageView.MediaView;
import dev.chasqui.inbound.history.MessageKeys;
import dev.chasqui.inbound.history.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the history. Thread-safe. */
public final class ChatQueries {

  /**
   * A status is found by WhatsApp's id, or by the command's where no result told that one. What
   * became of a second message, for which a command's id was used again, does not stand at the
   * first: neither if that was sent too, nor if it never was.
   */
  private static final String MESSAGES =
      """
      select m.message_id, m.key, coalesce(m.wa_id, s.wa_id) as wa_id, m.outbound, m.type, m.body,
        m.sent_at, m.media_id, m.mime_type, m.filename,
        greatest(m.standing, s.standing) as standing,
        c.read_at is not null and (m.sent_at, coalesce(m.received_at, m.sent_at))
          <= (c.read_at, c.read_received_at) as is_read
      from (
        select * from inbound.message
        where chat_id = ? and type is not null and (sent_at, message_id) < (?, ?)
        order by sent_at desc, message_id desc limit ?) m
      join inbound.chat c on c.chat_id = ?
      left join lateral (
        select max(standing) as standing, max(wa_id) as wa_id from (
          select standing, wa_id from inbound.status
          where account_id = m.account_id and wa_id = m.wa_id
          union all
          select standing, wa_id from inbound.status told
          where m.wa_id is null and account_id = m.account_id
            and command_id = substr(m.key, 3)
            and not exists (
              select from inbound.message other
              where other.account_id = m.account_id and other.key = m.key
                and other.wa_id = told.wa_id)) all_of_it) s
        on m.outbound
      order by m.sent_at desc, m.message_id desc
      """;

  private static final String PLACE =
      """
      select sent_at, message_id from inbound.message
      where chat_id = ? and type is not null and\s""";

  /**
   * Of a message of which no result told WhatsApp's id. Its key is compared as its index does: in
   * the collation that statuses have it would walk the whole chat.
   */
  private static final String TOLD_BY_STATUS =
      """
      account_id = ? and key = (
        select 'c:' || command_id from inbound.status
        where account_id = ? and wa_id = ?) collate "default" limit 1
      """;

  private final JdbcClient jdbc;

  public ChatQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A page of an account's chats, and where it ends.
   *
   * @param end null if it has no chats
   */
  record Page(List<ChatView> chats, @Nullable ChatCursor end) {}

  Optional<Chat> find(long chatId) {
    return jdbc.sql("select chat_id, account_id, address from inbound.chat where chat_id = ?")
        .param(chatId)
        .query(
            (row, _) ->
                new Chat(
                    row.getLong("chat_id"), row.getLong("account_id"), row.getString("address")))
        .optional();
  }

  /**
   * The chats with the newest messages first. The limit is part of the statement: of one that comes
   * later PostgreSQL does not know that it is small, and makes a plan for each page.
   */
  Page chats(long accountId, @Nullable ChatCursor before, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(accountId);
    if (before != null) {
      values.add(utc(before.lastAt()));
      values.add(before.chatId());
    }
    List<ChatView> chats =
        jdbc.sql(
                """
                select c.chat_id, c.address, c.name, c.last_at, c.unread, m.body
                from (
                  select * from inbound.chat
                  where account_id = ? and last_at is not null %s
                  order by last_at desc, chat_id desc limit %d) c
                left join lateral (
                  select body from inbound.message m
                  where m.chat_id = c.chat_id and m.type is not null
                  order by m.sent_at desc, m.message_id desc limit 1) m on true
                order by c.last_at desc, c.chat_id desc
                """
                    .formatted(before == null ? "" : "and (last_at, chat_id) < (?, ?)", limit))
            .params(values)
            .query(ChatQueries::chat)
            .list();
    return new Page(
        chats,
        chats.isEmpty() ? null : new ChatCursor(chats.getLast().updatedAt(), chats.getLast().id()));
  }

  private static ChatView chat(ResultSet row, int number) throws SQLException {
    return new ChatView(
        row.getLong("chat_id"),
        row.getString("address"),
        row.getString("name"),
        null,
        text(row.getString("body")),
        instant(row, "last_at"),
        row.getInt("unread"));
  }

  /** The newest messages before a place, the oldest of them first. */
  List<MessageView> messages(Chat chat, MessagePlace before, int limit) {
    return jdbc.sql(MESSAGES)
        .param(chat.id())
        .param(utc(before.sentAt()))
        .param(before.messageId())
        .param(limit)
        .param(chat.id())
        .query((row, _) -> message(chat, row))
        .list()
        .reversed();
  }

  private static MessageView message(Chat chat, ResultSet row) throws SQLException {
    boolean outbound = row.getBoolean("outbound");
    return new MessageView(
        row.getLong("message_id"),
        chat.messageId(outbound, row.getString("wa_id"), row.getString("key")),
        outbound ? "outbound" : "inbound",
        text(row.getString("body")),
        row.getString("type"),
        instant(row, "sent_at"),
        standing(row, outbound).shown(),
        media(row));
  }

  private static Standing standing(ResultSet row, boolean outbound) throws SQLException {
    if (outbound) {
      return Standing.ofRank(row.getInt("standing"));
    }
    return row.getBoolean("is_read") ? Standing.READ : Standing.DELIVERED;
  }

  private static @Nullable MediaView media(ResultSet row) throws SQLException {
    String mediaId = row.getString("media_id");
    String mimeType = row.getString("mime_type");
    String filename = row.getString("filename");
    return mediaId == null && filename == null
        ? null
        : new MediaView(mediaId == null ? null : row.getLong("message_id"), mimeType, filename);
  }

  /** The place of the message in this row, if it is of the chat. */
  Optional<MessagePlace> placeOf(Chat chat, long messageId) {
    return place(PLACE + "message_id = ?", chat.id(), messageId);
  }

  /** The place of the message that WhatsApp, or its command, has given this id. */
  Optional<MessagePlace> placeOf(Chat chat, String id) {
    return place(
            PLACE + "account_id = ? and key in (?, ?) limit 1",
            chat.id(),
            chat.accountId(),
            MessageKeys.ofWhatsApp(id),
            MessageKeys.ofCommand(id))
        .or(() -> place(PLACE + "outbound and wa_id = ? limit 1", chat.id(), id))
        .or(() -> place(PLACE + TOLD_BY_STATUS, chat.id(), chat.accountId(), chat.accountId(), id));
  }

  private Optional<MessagePlace> place(String sql, Object... values) {
    return jdbc.sql(sql)
        .params(values)
        .query((row, _) -> new MessagePlace(instant(row, "sent_at"), row.getLong("message_id")))
        .optional();
  }

  /** WhatsApp's id of the newest message of the contact, if that is unread. */
  Optional<String> newestUnread(Chat chat) {
    return jdbc.sql(
            """
            select m.key from inbound.message m join inbound.chat c on c.chat_id = m.chat_id
            where m.chat_id = ? and m.type is not null and not m.outbound
              and m.sent_at >= coalesce(c.read_at, '-infinity')
              and (c.read_at is null or (m.sent_at, coalesce(m.received_at, m.sent_at))
                > (c.read_at, c.read_received_at))
            order by m.sent_at desc, coalesce(m.received_at, m.sent_at) desc,
              m.message_id desc limit 1
            """)
        .param(chat.id())
        .query((row, _) -> MessageKeys.id(row.getString("key")))
        .optional();
  }

  private static String text(@Nullable String body) {
    return body == null ? "" : body;
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
