package dev.chasqui.relay.replay;

import dev.chasqui.relay.log.EventPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The replays of all webhooks, in PostgreSQL. Thread-safe. */
public final class Replays {

  private static final String COLUMNS =
      """
      replay_id, subscription_id, since, from_event_id, failed_only, created_at, next_offsets, end_offsets, events,
      deliveries, ended_at
      """;

  private final JdbcClient jdbc;

  public Replays(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Adds one.
   *
   * @throws DuplicateKeyException if another of the webhook goes on
   */
  void add(Replay replay) {
    jdbc.sql(
            """
            insert into relay.replay (replay_id, subscription_id, since, from_event_id, failed_only,
              created_at, next_offsets, end_offsets, due_at)
            values (:id, :subscription, :since, :eventId, :failedOnly, :at, :next, :ends, :at)
            """)
        .param("id", replay.id())
        .param("subscription", replay.subscriptionId())
        .param(
            "since",
            replay.since() == null ? null : utc(replay.since()),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("eventId", replay.fromEventId(), Types.VARCHAR)
        .param("failedOnly", replay.failedOnly())
        .param("at", utc(replay.createdAt()))
        .param("next", new SqlArrayValue("bigint", replay.next().toArray()))
        .param("ends", new SqlArrayValue("bigint", replay.ends().toArray()))
        .update();
  }

  /** A webhook's, the newest first. */
  List<Replay> of(String subscriptionId, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from relay.replay where subscription_id = ? order by created_at desc limit ?")
        .params(subscriptionId, most)
        .query(Replays::read)
        .list();
  }

  Optional<Replay> find(String subscriptionId, String id) {
    return jdbc.sql(
            "select " + COLUMNS + " from relay.replay where subscription_id = ? and replay_id = ?")
        .params(subscriptionId, id)
        .query(Replays::read)
        .optional();
  }

  /** One that goes on and is due, locked until the transaction ends; none that another works on. */
  Optional<Replay> lockDue(Instant now) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from relay.replay where ended_at is null and due_at <= ?"
                + " order by due_at limit 1 for update skip locked")
        .param(utc(now))
        .query(Replays::read)
        .optional();
  }

  /** How many of its deliveries have not ended, if they are fewer than {@code most}. */
  int pending(Replay replay, int most) {
    return jdbc.sql(
            """
            select count(*) from (select from relay.delivery
              where replay_id = ? and status = 'pending' limit ?) pending
            """)
        .params(replay.id(), most)
        .query(Integer.class)
        .single();
  }

  /** Notes how far it came; the others come first now. */
  void advance(Replay replay, EventPlace next, int events, int deliveries, Instant now) {
    jdbc.sql(
            """
            update relay.replay set next_offsets[:index] = :next, events = events + :events,
              deliveries = deliveries + :deliveries, due_at = :now
            where replay_id = :id
            """)
        // PostgreSQL counts from 1.
        .param("index", next.partition() + 1)
        .param("next", next.offset())
        .param("events", events)
        .param("deliveries", deliveries)
        .param("now", utc(now))
        .param("id", replay.id())
        .update();
  }

  void rest(Replay replay, Instant until) {
    jdbc.sql("update relay.replay set due_at = ? where replay_id = ?")
        .params(utc(until), replay.id())
        .update();
  }

  void end(Replay replay, Instant now) {
    jdbc.sql("update relay.replay set ended_at = ? where replay_id = ?")
        .params(utc(now), replay.id())
        .update();
  }

  /** Forgets those that ended long ago. */
  void purge(Duration keep, Instant now) {
    jdbc.sql("delete from relay.replay where ended_at < ?").param(utc(now.minus(keep))).update();
  }

  private static Replay read(ResultSet row, int number) throws SQLException {
    return new Replay(
        row.getString("replay_id"),
        row.getString("subscription_id"),
        time(row, "since"),
        row.getString("from_event_id"),
        row.getBoolean("failed_only"),
        Objects.requireNonNull(time(row, "created_at")),
        Arrays.asList((Long[]) row.getArray("next_offsets").getArray()),
        Arrays.asList((Long[]) row.getArray("end_offsets").getArray()),
        row.getLong("events"),
        row.getLong("deliveries"),
        time(row, "ended_at"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
