package dev.chasqui.relay.log;

import dev.chasqui.relay.subscription.Subscription;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the log. Thread-safe. */
public final class Deliveries {

  private static final String COLUMNS =
      """
      delivery_id, event_id, event_type, account_id, chat_id, subscription_id, event_partition,
      event_offset, replay_id, status, reason, jsonb_array_length(attempts) as attempt_count
      """;

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<LoggedAttempt>> ATTEMPTS = new TypeReference<>() {};

  private final JdbcClient jdbc;

  public Deliveries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One with all its attempts; empty if it is not known, or no longer. */
  public Optional<LoggedDelivery> find(UUID id) {
    return jdbc.sql("select " + COLUMNS + ", attempts from relay.delivery where delivery_id = ?")
        .param(id)
        .query(Deliveries::read)
        .optional();
  }

  /** When the oldest delivery that has not ended was made; empty if all have. */
  public Optional<Instant> oldestPending() {
    return jdbc.sql(
            """
            select delivery_id from relay.delivery where status = 'pending'
            order by delivery_id limit 1
            """)
        .query(UUID.class)
        .optional()
        .map(DeliveryIds::madeAt);
  }

  /** The same of each of these subscriptions; those of which all have ended are left out. */
  public Map<String, Instant> oldestPending(Collection<String> subscriptions) {
    Map<String, Instant> oldest = new HashMap<>();
    jdbc.sql(
            """
            select s.id, d.delivery_id from unnest(?) s(id) cross join lateral (
              select delivery_id from relay.delivery
              where subscription_id = s.id and status = 'pending'
              order by delivery_id limit 1) d
            """)
        .param(new SqlArrayValue("text", subscriptions.toArray()))
        .query(
            row -> {
              UUID id = row.getObject("delivery_id", UUID.class);
              oldest.put(row.getString("id"), DeliveryIds.madeAt(id));
            });
    return oldest;
  }

  /** Where an event is, if it was delivered to anybody who subscribes to one of its accounts. */
  public Optional<EventPlace> placeOf(String eventId, Subscription subscription) {
    return jdbc.sql(
            """
            select event_partition, event_offset from relay.delivery
            where event_id = ? and account_id = any(?) limit 1
            """)
        .param(eventId)
        .param(new SqlArrayValue("bigint", subscription.terms().accounts().toArray()))
        .query((row, _) -> new EventPlace(row.getInt(1), row.getLong(2)))
        .optional();
  }

  /**
   * The newest first, each with its last attempt. Each subscription's are read from an index in
   * their order, and merged.
   */
  List<LoggedDelivery> search(DeliveryQuery query) {
    List<String> conditions = new ArrayList<>(List.of("subscription_id = s.id"));
    List<Object> values = new ArrayList<>();
    values.add(new SqlArrayValue("text", query.subscriptions().toArray()));
    add(conditions, values, "event_id = ?", query.eventId());
    add(conditions, values, "chat_id = ?", query.chatId());
    add(conditions, values, "delivery_id >= ?", query.from());
    add(conditions, values, "delivery_id < ?", query.before());
    if (query.status() != null) {
      // Written out, so that the index of what is not delivered offers itself.
      conditions.add("status = '" + query.status().id() + "'");
    }
    values.add(query.limit());
    values.add(query.limit());
    return jdbc.sql(
            """
            select %s, case when attempts = '[]' then attempts else jsonb_build_array(attempts -> -1) end as attempts
            from unnest(?) s(id) cross join lateral (
              select * from relay.delivery where %s order by delivery_id desc limit ?) d
            order by delivery_id desc limit ?
            """
                .formatted(COLUMNS, String.join(" and ", conditions)))
        .params(values)
        .query(Deliveries::read)
        .list();
  }

  private static void add(
      List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  private static LoggedDelivery read(ResultSet row, int number) throws SQLException {
    return new LoggedDelivery(
        row.getObject("delivery_id", UUID.class),
        row.getString("event_id"),
        row.getString("event_type"),
        row.getLong("account_id"),
        row.getString("chat_id"),
        row.getString("subscription_id"),
        new EventPlace(row.getInt("event_partition"), row.getLong("event_offset")),
        row.getString("replay_id"),
        DeliveryStatus.of(row.getString("status")),
        row.getString("reason"),
        row.getInt("attempt_count"),
        JSON.readValue(row.getString("attempts"), ATTEMPTS));
  }
}
