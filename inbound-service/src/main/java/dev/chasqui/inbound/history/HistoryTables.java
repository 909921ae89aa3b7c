package dev.chasqui.inbound.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The tables of the history; each method is one statement, whatever the number of rows. Takes part
 * in the caller's transaction. Thread-safe.
 */
final class HistoryTables {

  private static final String CHATS_OF =
      """
      select k.account_id, k.alias, a.chat_id
      from unnest(?::bigint[], ?::text[]) k(account_id, alias)
      cross join lateral (
        select chat_id from inbound.chat_alias a
        where a.account_id = k.account_id and a.alias = k.alias limit 1) a
      """;

  private static final String LOCK_ACCOUNTS =
      """
      select pg_advisory_xact_lock(hashtextextended('inbound.chat', a.account_id))
      from (select account_id from unnest(?::bigint[]) k(account_id) order by account_id offset 0) a
      """;

  private static final String LOCK_CHATS =
      """
      select chat_id, account_id, address, address_kind, address_at, name, name_at, last_at, read_at,
        read_received_at, unread
      from inbound.chat where chat_id = any(?) order by chat_id for update
      """;

  private static final String NEW_CHAT_IDS =
      """
      select nextval(pg_get_serial_sequence('inbound.chat', 'chat_id')) from generate_series(1, ?)
      """;

  private static final String SAVE_CHATS =
      """
      insert into inbound.chat
        (chat_id, account_id, address, address_kind, address_at, name, name_at, last_at, unread)
      select * from unnest(?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::timestamptz[],
        ?::text[], ?::timestamptz[], ?::timestamptz[], ?::int[])
      on conflict (chat_id) do update set
        address = excluded.address, address_kind = excluded.address_kind,
        address_at = excluded.address_at, name = excluded.name, name_at = excluded.name_at,
        last_at = excluded.last_at, unread = excluded.unread
      """;

  private static final String ADD_ALIASES =
      """
      insert into inbound.chat_alias (account_id, alias, chat_id)
      select * from unnest(?::bigint[], ?::text[], ?::bigint[])
      """;

  /** As the index of keys has it: a command's id is for one message of a chat. */
  private static final String CHAT_OF_COMMAND =
      "(case when key like 'c:%' then chat_id else 0 end)";

  /** What {@link #message} reads. */
  private static final String MESSAGE =
      """
      account_id, key, chat_id, outbound, type, wa_id, sent_at, received_at, body, edited_at,
        edited_by, revoked, media_id, mime_type, filename, standing, read_mark""";

  private static final String MESSAGES =
      """
      select m.* from unnest(?::bigint[], ?::text[], ?::bigint[]) k(account_id, key, command_chat_id)
      cross join lateral (
        select %s from inbound.message m
        where account_id = k.account_id and key = k.key and %s = k.command_chat_id limit 1) m
      """
          .formatted(MESSAGE, CHAT_OF_COMMAND);

  /** Asks of the type what is always so: a chat's messages are in two indexes, by that. */
  private static final String TAKE_DOUBLED_COMMANDS =
      """
      delete from inbound.message m
      where chat_id = any(?) and (type is null or type is not null) and key like 'c:%%' and exists (
        select from inbound.message other
        where other.account_id = m.account_id and other.key = m.key
          and other.chat_id = any(?) and other.chat_id <> m.chat_id)
      returning %s
      """
          .formatted(MESSAGE);

  private static final String SETTLE =
      """
      update inbound.message m set chat_id = k.chat_id
      from unnest(?::bigint[], ?::text[], ?::bigint[]) k(account_id, key, chat_id)
      where m.account_id = k.account_id and m.key = k.key and m.chat_id = ?
      """;

  /**
   * One that is in another chat meanwhile is left alone, and not counted. Numbers are given in the
   * order of arrival, rows are written in that of the keys: two that write the same new ones, which
   * a mark of no chat and its message can be, do not wait for each other crosswise.
   */
  private static final String SAVE_MESSAGES =
      """
      insert into inbound.message as kept
        (message_id, account_id, key, chat_id, outbound, type, wa_id, sent_at, received_at, body,
         edited_at, edited_by, revoked, media_id, mime_type, filename, standing, read_mark)
      overriding system value
      select * from (
        select nextval(pg_get_serial_sequence('inbound.message', 'message_id')), told.*
        from unnest(?::bigint[], ?::text[], ?::bigint[], ?::boolean[], ?::text[], ?::text[],
          ?::timestamptz[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::boolean[],
          ?::text[], ?::text[], ?::text[], ?::smallint[], ?::boolean[])
          told(account_id, key)) numbered
      order by 2, 3, 4
      on conflict (account_id, key, %s) do update set
        outbound = excluded.outbound, type = excluded.type, wa_id = excluded.wa_id,
        sent_at = excluded.sent_at, received_at = excluded.received_at, body = excluded.body,
        edited_at = excluded.edited_at, edited_by = excluded.edited_by, revoked = excluded.revoked,
        media_id = excluded.media_id, mime_type = excluded.mime_type, filename = excluded.filename,
        standing = excluded.standing, read_mark = excluded.read_mark
      where kept.chat_id = excluded.chat_id
      """
          .formatted(CHAT_OF_COMMAND);

  private static final String SAVE_STATUSES =
      """
      insert into inbound.status as kept (account_id, wa_id, command_id, standing, told_at)
      select * from unnest(?::bigint[], ?::text[], ?::text[], ?::smallint[], ?::timestamptz[])
      on conflict (account_id, wa_id) do update set
        command_id = greatest(kept.command_id, excluded.command_id),
        standing = greatest(kept.standing, excluded.standing),
        told_at = least(kept.told_at, excluded.told_at)
      where excluded.standing > kept.standing or excluded.told_at < kept.told_at
        or greatest(kept.command_id, excluded.command_id) is distinct from kept.command_id
      """;

  private static final String RECOUNT =
      """
      update inbound.chat c
      set last_at = x.last_at, read_at = x.read_at, read_received_at = x.read_received_at,
        unread = x.unread
      from (
        select t.chat_id, l.sent_at as last_at, r.sent_at as read_at,
          r.received_at as read_received_at, u.unread
        from unnest(?::bigint[]) t(chat_id)
        left join lateral (
          select m.sent_at from inbound.message m where m.chat_id = t.chat_id and m.type is not null
          order by m.sent_at desc, m.message_id desc limit 1) l on true
        left join lateral (
          select m.sent_at, coalesce(m.received_at, m.sent_at) as received_at
          from inbound.message m
          where m.chat_id = t.chat_id and m.read_mark and m.type is not null
          order by m.sent_at desc, coalesce(m.received_at, m.sent_at) desc limit 1) r on true
        cross join lateral (
          select count(*)::int as unread from inbound.message m
          where m.chat_id = t.chat_id and m.type is not null and not m.outbound
            and m.sent_at >= coalesce(r.sent_at, '-infinity')
            and (r.sent_at is null
              or (m.sent_at, coalesce(m.received_at, m.sent_at)) > (r.sent_at, r.received_at))) u
      ) x
      where c.chat_id = x.chat_id
      """;

  private final JdbcClient jdbc;

  HistoryTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The chats that are known by these. */
  Map<Alias, Long> chatsOf(Collection<Alias> aliases) {
    Map<Alias, Long> chats = new HashMap<>();
    jdbc.sql(CHATS_OF)
        .param(array("bigint", aliases, Alias::accountId))
        .param(array("text", aliases, Alias::name))
        .query(
            row -> {
              chats.put(
                  new Alias(row.getLong("account_id"), row.getString("alias")),
                  row.getLong("chat_id"));
            });
    return chats;
  }

  /** Until the transaction ends nobody else makes or joins chats of these accounts. */
  void lockAccounts(Collection<Long> accountIds) {
    jdbc.sql(LOCK_ACCOUNTS)
        .param(array("bigint", accountIds, id -> id))
        .query((_, _) -> true)
        .list();
  }

  /** Locks chats in the order of their ids; those that are gone are left out. */
  Map<Long, KeptChat> lockChats(SortedSet<Long> chatIds) {
    Map<Long, KeptChat> chats = new HashMap<>();
    if (!chatIds.isEmpty()) {
      jdbc.sql(LOCK_CHATS)
          .param(array("bigint", chatIds, id -> id))
          .query(
              row -> {
                KeptChat chat = chat(row);
                chats.put(chat.chatId(), chat);
              });
    }
    return chats;
  }

  List<Long> newChatIds(int count) {
    return count == 0 ? List.of() : jdbc.sql(NEW_CHAT_IDS).param(count).query(Long.class).list();
  }

  /**
   * Takes messages out of chats that are to be joined, and returns them: those of commands whose id
   * was used for another of them too, so that only one can have it.
   */
  List<KeptMessage> takeDoubledCommands(Collection<Long> all, Collection<Long> from) {
    return jdbc.sql(TAKE_DOUBLED_COMMANDS)
        .param(array("bigint", from, id -> id))
        .param(array("bigint", all, id -> id))
        .query((row, _) -> message(row))
        .list();
  }

  /** Gives all that some chats have to another, and ends them; all of them are locked. */
  void join(long stays, Collection<Long> others) {
    SqlArrayValue gone = array("bigint", others, id -> id);
    // In two, each of which an index answers.
    for (String which : List.of("type is not null", "type is null")) {
      jdbc.sql("update inbound.message set chat_id = ? where chat_id = any(?) and " + which)
          .param(stays)
          .param(gone)
          .update();
    }
    jdbc.sql("update inbound.chat_alias set chat_id = ? where chat_id = any(?)")
        .param(stays)
        .param(gone)
        .update();
    jdbc.sql("delete from inbound.chat where chat_id = any(?)").param(gone).update();
  }

  /** Makes chats, or changes those that are there; but for how far they are read. */
  void saveChats(List<KeptChat> chats) {
    if (chats.isEmpty()) {
      return;
    }
    jdbc.sql(SAVE_CHATS)
        .param(array("bigint", chats, KeptChat::chatId))
        .param(array("bigint", chats, KeptChat::accountId))
        .param(array("text", chats, chat -> chat.address().text()))
        .param(array("smallint", chats, chat -> chat.address().kind()))
        .param(times(chats, chat -> chat.address().at()))
        .param(array("text", chats, chat -> chat.name() == null ? null : chat.name().text()))
        .param(times(chats, chat -> chat.name() == null ? null : chat.name().at()))
        .param(times(chats, KeptChat::lastAt))
        .param(array("int", chats, KeptChat::unread))
        .update();
  }

  /** Adds identifiers that are new. */
  void addAliases(List<Entry<Alias, Long>> aliases) {
    if (aliases.isEmpty()) {
      return;
    }
    jdbc.sql(ADD_ALIASES)
        .param(array("bigint", aliases, it -> it.getKey().accountId()))
        .param(array("text", aliases, it -> it.getKey().name()))
        .param(array("bigint", aliases, Entry::getValue))
        .update();
  }

  /** Those that there are; what is not of a command is found in whatever chat it is. */
  Map<MessageKey, KeptMessage> messages(Collection<MessageKey> keys) {
    Map<MessageKey, KeptMessage> messages = new HashMap<>();
    if (!keys.isEmpty()) {
      jdbc.sql(MESSAGES)
          .param(array("bigint", keys, MessageKey::accountId))
          .param(array("text", keys, MessageKey::key))
          .param(array("bigint", keys, MessageKey::chatId))
          .query(
              row -> {
                KeptMessage message = message(row);
                messages.put(message.key(), message);
              });
    }
    return messages;
  }

  /** Gives messages of no chat the one that they are in; their accounts are locked. */
  void settle(Map<MessageKey, Long> chats) {
    if (chats.isEmpty()) {
      return;
    }
    jdbc.sql(SETTLE)
        .param(array("bigint", chats.keySet(), MessageKey::accountId))
        .param(array("text", chats.keySet(), MessageKey::key))
        .param(array("bigint", chats.values(), chatId -> chatId))
        .param(KeptMessage.NO_CHAT)
        .update();
  }

  /**
   * Adds messages, or overwrites those that are in the same chat.
   *
   * @param messages in the order in which they came, which decides between those of one time
   * @return how many were saved: fewer if another transaction has put one into another chat
   */
  int saveMessages(List<KeptMessage> messages) {
    if (messages.isEmpty()) {
      return 0;
    }
    List<MessageFacts> facts = messages.stream().map(KeptMessage::facts).toList();
    return jdbc.sql(SAVE_MESSAGES)
        .param(array("bigint", messages, it -> it.key().accountId()))
        .param(array("text", messages, it -> it.key().key()))
        .param(array("bigint", messages, KeptMessage::chatId))
        .param(array("boolean", facts, MessageFacts::outbound))
        .param(array("text", facts, MessageFacts::type))
        .param(array("text", facts, MessageFacts::waId))
        .param(times(facts, MessageFacts::sentAt))
        .param(times(facts, MessageFacts::receivedAt))
        .param(array("text", facts, it -> it.wording().text()))
        .param(times(facts, it -> it.wording().editedAt()))
        .param(array("text", facts, it -> it.wording().editedBy()))
        .param(array("boolean", facts, MessageFacts::revoked))
        .param(array("text", facts, it -> it.media() == null ? null : it.media().id()))
        .param(array("text", facts, it -> it.media() == null ? null : it.media().mimeType()))
        .param(array("text", facts, it -> it.media() == null ? null : it.media().filename()))
        .param(array("smallint", facts, it -> it.standing().rank))
        .param(array("boolean", facts, MessageFacts::readMark))
        .update();
  }

  /**
   * Adds statuses, or what is further than was known.
   *
   * @param statuses in the order in which they are locked
   */
  void saveStatuses(Collection<Status> statuses) {
    if (statuses.isEmpty()) {
      return;
    }
    jdbc.sql(SAVE_STATUSES)
        .param(array("bigint", statuses, Status::accountId))
        .param(array("text", statuses, Status::waId))
        .param(array("text", statuses, Status::commandId))
        .param(array("smallint", statuses, status -> status.standing().rank))
        .param(times(statuses, Status::toldAt))
        .update();
  }

  /** Makes the rest of chats anew from their messages; they are locked. */
  void recount(Collection<Long> chatIds) {
    if (!chatIds.isEmpty()) {
      jdbc.sql(RECOUNT).param(array("bigint", chatIds, id -> id)).update();
    }
  }

  /**
   * Forgets the oldest messages.
   *
   * @return how many, at most {@code limit}
   */
  int forgetMessages(Instant before, int limit) {
    Map<Long, Long> old = new HashMap<>();
    jdbc.sql(
            """
            select message_id, chat_id from inbound.message where sent_at < ?
            order by sent_at limit ?
            """)
        .param(before.atOffset(ZoneOffset.UTC))
        .param(limit)
        .query(
            row -> {
              old.put(row.getLong("message_id"), row.getLong("chat_id"));
            });
    SortedSet<Long> chats = new TreeSet<>(old.values());
    // What was given to another chat before these were locked is left for the next time.
    lockChats(chats);
    int gone =
        jdbc.sql(
                """
                delete from inbound.message
                where message_id = any(?) and chat_id = any(?) and sent_at < ?
                """)
            .param(array("bigint", old.keySet(), id -> id))
            .param(array("bigint", chats, id -> id))
            .param(before.atOffset(ZoneOffset.UTC))
            .update();
    recount(chats);
    return gone;
  }

  /**
   * Forgets the oldest statuses.
   *
   * @return how many, at most {@code limit}
   */
  int forgetStatuses(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from inbound.status where ctid = any (array(
              select ctid from inbound.status where told_at < ?
              order by told_at limit ? for update skip locked))
            """)
        .param(before.atOffset(ZoneOffset.UTC))
        .param(limit)
        .update();
  }

  /**
   * Forgets chats that have no messages and were not heard of since.
   *
   * @return how many, at most {@code limit}
   */
  int forgetChats(Instant before, int limit) {
    // Looked at once they are locked: until then somebody may be writing a message into one.
    List<Long> locked =
        jdbc.sql(
                """
                select chat_id from inbound.chat where last_at is null and address_at < ?
                order by address_at limit ? for update skip locked
                """)
            .param(before.atOffset(ZoneOffset.UTC))
            .param(limit)
            .query(Long.class)
            .list();
    return locked.isEmpty()
        ? 0
        : jdbc.sql(
                """
                delete from inbound.chat c where c.chat_id = any(?) and c.last_at is null
                  and not exists (
                    select from inbound.message m where m.chat_id = c.chat_id and m.type is null)
                """)
            .param(array("bigint", locked, id -> id))
            .update();
  }

  private static KeptChat chat(ResultSet row) throws SQLException {
    String name = row.getString("name");
    Instant readAt = time(row, "read_at");
    return new KeptChat(
        row.getLong("chat_id"),
        row.getLong("account_id"),
        new Seen(
            row.getInt("address_kind"),
            Objects.requireNonNull(time(row, "address_at")),
            row.getString("address")),
        name == null ? null : new Seen(0, Objects.requireNonNull(time(row, "name_at")), name),
        time(row, "last_at"),
        readAt == null
            ? null
            : new Moment(readAt, Objects.requireNonNull(time(row, "read_received_at"))),
        row.getInt("unread"));
  }

  private static KeptMessage message(ResultSet row) throws SQLException {
    long chatId = row.getLong("chat_id");
    return new KeptMessage(
        MessageKey.in(chatId, row.getLong("account_id"), row.getString("key")),
        chatId,
        new MessageFacts(
            row.getBoolean("outbound"),
            row.getString("type"),
            row.getString("wa_id"),
            Objects.requireNonNull(time(row, "sent_at")),
            time(row, "received_at"),
            new Wording(time(row, "edited_at"), row.getString("edited_by"), row.getString("body")),
            row.getBoolean("revoked"),
            Media.of(
                row.getString("media_id"), row.getString("mime_type"), row.getString("filename")),
            Standing.ofRank(row.getInt("standing")),
            row.getBoolean("read_mark")));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static <E> SqlArrayValue times(
      Collection<E> rows, Function<E, @Nullable Instant> column) {
    return array(
        "timestamptz",
        rows,
        row -> {
          @Nullable Instant time = column.apply(row);
          return time == null ? null : time.toString();
        });
  }

  private static <E> SqlArrayValue array(
      String type, Collection<E> rows, Function<E, @Nullable Object> column) {
    return new SqlArrayValue(type, rows.stream().map(column).toArray());
  }
}
