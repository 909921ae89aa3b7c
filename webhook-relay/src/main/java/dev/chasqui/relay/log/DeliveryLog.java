package dev.chasqui.relay.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes the log, in the transaction that changes the queue with it. Thread-safe. */
public final class DeliveryLog {

  private static final String INTO =
      """
      relay.delivery
        (delivery_id, event_id, event_type, account_id, chat_id, subscription_id, event_partition,
         event_offset, replay_id, status, reason, attempts)
      """;

  private static final String COPY = "copy " + INTO + "from stdin";

  /** In one order by all: two that have the same events in hand do not wait crosswise. */
  private static final Comparator<NewEntry> ORDER =
      Comparator.comparing(NewEntry::eventId).thenComparing(NewEntry::subscriptionId);

  private static final String INSERT =
      "insert into "
          + INTO
          + """
      select id::uuid, event_id, event_type, account_id, chat_id, subscription_id, event_partition,
        event_offset, replay_id, status, reason, attempts::jsonb
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e(id, event_id, event_type, account_id, chat_id, subscription_id, event_partition,
          event_offset, replay_id, status, reason, attempts)
      order by event_id collate "C", subscription_id collate "C"
      on conflict do nothing returning delivery_id
      """;

  private static final String UPDATE =
      """
      update relay.delivery d
      set status = u.status, reason = u.reason, attempts = d.attempts || u.attempts::jsonb,
        ended_at = case when u.status <> 'pending' then ?::timestamptz end
      from unnest(?, ?, ?, ?) u(id, status, reason, attempts)
      where d.delivery_id = u.id and d.delivery_id = any (?)
      """;

  private static final ObjectWriter ATTEMPTS =
      new JsonMapper().writerFor(new TypeReference<List<LoggedAttempt>>() {});

  /**
   * Adds deliveries that are taken for new, for less than {@link #add}.
   *
   * @throws SQLException with SQLSTATE 23505 (unique_violation) if one is there already
   */
  public void addNew(Connection tx, Collection<NewEntry> entries) throws SQLException {
    CopyText rows = new CopyText();
    entries.stream().sorted(ORDER).forEach(entry -> write(rows, entry));
    byte[] bytes = rows.bytes();
    CopyIn copy = tx.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      copy.writeToCopy(bytes, 0, bytes.length);
      var _ = copy.endCopy();
    } catch (SQLException e) {
      cancel(copy, e);
      throw e;
    }
  }

  private static void cancel(CopyIn copy, SQLException because) {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private static void write(CopyText rows, NewEntry entry) {
    rows.add(entry.id())
        .add(entry.eventId())
        .add(entry.eventType())
        .add(entry.accountId())
        .add(entry.chatId())
        .add(entry.subscriptionId())
        .add(entry.place().partition())
        .add(entry.place().offset())
        .add(entry.replayId())
        .add(entry.progress().status().id())
        .add(entry.progress().reason())
        .add(json(entry.progress()))
        .endRow();
  }

  /**
   * Adds deliveries, and gives the ids of those that are new. Of one that is there already, as the
   * same event's to the same subscription and by the same replay, nothing is changed.
   */
  public Set<UUID> add(Connection tx, List<NewEntry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement insert = tx.prepareStatement(INSERT)) {
      // Arrays of these types go over in binary; others are written as text and parsed again.
      texts(insert, 1, entries, entry -> entry.id().toString());
      texts(insert, 2, entries, NewEntry::eventId);
      texts(insert, 3, entries, NewEntry::eventType);
      longs(insert, 4, entries, NewEntry::accountId);
      texts(insert, 5, entries, NewEntry::chatId);
      texts(insert, 6, entries, NewEntry::subscriptionId);
      set(insert, 7, "int4", entries, entry -> entry.place().partition(), Integer[]::new);
      longs(insert, 8, entries, entry -> entry.place().offset());
      texts(insert, 9, entries, NewEntry::replayId);
      texts(insert, 10, entries, entry -> entry.progress().status().id());
      texts(insert, 11, entries, entry -> entry.progress().reason());
      texts(insert, 12, entries, entry -> json(entry.progress()));
      return ids(insert);
    }
  }

  private static Set<UUID> ids(PreparedStatement statement) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  /** Takes back what was added. */
  public void remove(Connection tx, Collection<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    String sql = "delete from relay.delivery where delivery_id = any (?)";
    try (PreparedStatement delete = tx.prepareStatement(sql)) {
      set(delete, 1, "uuid", ids, id -> id, UUID[]::new);
      delete.executeUpdate();
    }
  }

  /** Notes how known deliveries stand now; those that are forgotten already stay so. */
  public void update(Connection tx, Map<UUID, Progress> changes, Instant now) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    Collection<Entry<UUID, Progress>> entries = changes.entrySet();
    try (PreparedStatement update = tx.prepareStatement(UPDATE)) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      set(update, 2, "uuid", entries, Entry::getKey, UUID[]::new);
      texts(update, 3, entries, entry -> entry.getValue().status().id());
      texts(update, 4, entries, entry -> entry.getValue().reason());
      texts(update, 5, entries, entry -> json(entry.getValue()));
      // Once more, so that the partitions concerned are known before they are joined.
      set(update, 6, "uuid", entries, Entry::getKey, UUID[]::new);
      update.executeUpdate();
    }
  }

  private static <E> void texts(
      PreparedStatement statement,
      int index,
      Collection<E> entries,
      Function<E, @Nullable String> column)
      throws SQLException {
    set(statement, index, "text", entries, column, String[]::new);
  }

  private static <E> void longs(
      PreparedStatement statement, int index, Collection<E> entries, Function<E, Long> column)
      throws SQLException {
    set(statement, index, "int8", entries, column, Long[]::new);
  }

  private static <E, T extends @Nullable Object> void set(
      PreparedStatement statement,
      int index,
      String type,
      Collection<E> entries,
      Function<E, T> column,
      IntFunction<T[]> array)
      throws SQLException {
    T[] values = entries.stream().map(column).toArray(array);
    statement.setArray(index, statement.getConnection().createArrayOf(type, values));
  }

  private static String json(Progress progress) {
    return progress.attempt() == null
        ? "[]"
        : ATTEMPTS.writeValueAsString(List.of(progress.attempt()));
  }
}
