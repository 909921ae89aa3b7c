package dev.chasqui.relay.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes the log, in the transaction that records the deliveries in the queue. Thread-safe. */
public final class DeliveryLog {

  private static final String INSERT =
      """
      insert into relay.delivery
        (delivery_id, event_id, event_type, account_id, chat_id, subscription_id, event_partition,
         event_offset, replay_id, status, reason, attempts)
      select * from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
        ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::jsonb[])
      """;

  private static final String UPDATE =
      """
      update relay.delivery d
      set status = u.status, reason = u.reason, attempts = d.attempts || u.attempts,
        ended_at = case when u.status <> 'pending' then ?::timestamptz end
      from unnest(?::uuid[], ?::text[], ?::text[], ?::jsonb[]) u(id, status, reason, attempts)
      where d.delivery_id = u.id and d.delivery_id = any (?)
      """;

  private static final ObjectWriter ATTEMPTS =
      new JsonMapper().writerFor(new TypeReference<List<LoggedAttempt>>() {});

  /** Adds deliveries that are new. */
  public void add(Connection tx, List<NewEntry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = tx.prepareStatement(INSERT)) {
      set(insert, 1, "uuid", entries, NewEntry::id);
      set(insert, 2, "text", entries, NewEntry::eventId);
      set(insert, 3, "text", entries, NewEntry::eventType);
      set(insert, 4, "bigint", entries, NewEntry::accountId);
      set(insert, 5, "text", entries, NewEntry::chatId);
      set(insert, 6, "text", entries, NewEntry::subscriptionId);
      set(insert, 7, "int", entries, entry -> entry.place().partition());
      set(insert, 8, "bigint", entries, entry -> entry.place().offset());
      set(insert, 9, "text", entries, NewEntry::replayId);
      set(insert, 10, "text", entries, entry -> entry.progress().status().id());
      set(insert, 11, "text", entries, entry -> entry.progress().reason());
      set(insert, 12, "jsonb", entries, entry -> json(entry.progress()));
      insert.executeUpdate();
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
      set(update, 2, "uuid", entries, Entry::getKey);
      set(update, 3, "text", entries, entry -> entry.getValue().status().id());
      set(update, 4, "text", entries, entry -> entry.getValue().reason());
      set(update, 5, "jsonb", entries, entry -> json(entry.getValue()));
      // Once more, so that the partitions concerned are known before they are joined.
      set(update, 6, "uuid", entries, Entry::getKey);
      update.executeUpdate();
    }
  }

  private static <E> void set(
      PreparedStatement statement,
      int index,
      String type,
      Collection<E> entries,
      Function<E, @Nullable Object> column)
      throws SQLException {
    Object[] values = entries.stream().map(column).toArray();
    statement.setArray(index, statement.getConnection().createArrayOf(type, values));
  }

  private static String json(Progress progress) {
    return progress.attempt() == null
        ? "[]"
        : ATTEMPTS.writeValueAsString(List.of(progress.attempt()));
  }
}
