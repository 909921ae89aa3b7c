package dev.chasqui.workqueue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the queue, changes lanes, removes what is finished. Each count reads one small index,
 * never the finished items.
 */
final class Watching {

  private final Tables tables;
  private final GroupPaces groups;

  Watching(Tables tables, GroupPaces groups) {
    this.tables = tables;
    this.groups = groups;
  }

  int pause(Connection tx, String lane, Instant until) throws SQLException {
    String sql =
        "UPDATE $lane SET paused_until = greatest(paused_until, ?),"
            + " next_due = greatest(next_due, ?) WHERE lane = ?";
    return Jdbc.update(tx, tables.sql(sql), until, until, lane);
  }

  int resume(Connection tx, String lane) throws SQLException {
    String sql = "UPDATE $lane SET paused_until = '-infinity', next_due = $now WHERE lane = ?";
    return Jdbc.update(tx, tables.sql(sql), lane);
  }

  Set<String> busy(Connection tx, Collection<String> lanes) throws SQLException {
    String sql =
        """
        SELECT l.lane FROM $lane l WHERE l.lane = ANY (?) AND (l.paused_until > $now
          OR EXISTS (SELECT 1 FROM $item i WHERE i.lane_id = l.lane_id AND i.state = 0)
          OR EXISTS (SELECT 1 FROM $item i WHERE i.lane_id = l.lane_id AND i.state = 2))""";
    return names(tx, sql, lanes);
  }

  Set<String> behind(Connection tx, Collection<String> lanes) throws SQLException {
    // The first entry of the index of what is ready, in its order, so that only that one offers
    // itself.
    String sql =
        """
        SELECT l.lane FROM $lane l WHERE l.lane = ANY (?) AND (l.paused_until > $now
          OR (SELECT i.due_at FROM $item i WHERE i.lane_id = l.lane_id AND i.state = 0
              ORDER BY i.due_at, i.item_id LIMIT 1) <= $now)""";
    return names(tx, sql, lanes);
  }

  private Set<String> names(Connection tx, String sql, Collection<String> of) throws SQLException {
    return new HashSet<>(
        Jdbc.query(
            tx, tables.sql(sql), row -> row.getString(1), (Object) of.toArray(String[]::new)));
  }

  List<LaneState> lanes(Connection tx, Collection<String> lanes) throws SQLException {
    Instant now = tables.now(tx);
    return Jdbc.query(
        tx,
        tables.sql(
            """
                SELECT l.*, CASE WHEN paused_until > $now THEN paused_until END AS paused,
                  w.waiting, w.leased, w.oldest
                FROM $lane l CROSS JOIN LATERAL (
                  SELECT r.waiting + h.held AS waiting, f.leased, r.oldest FROM
                    (SELECT count(*) AS waiting, min(due_at) AS oldest FROM $item
                     WHERE lane_id = l.lane_id AND state = 0) r,
                    (SELECT count(*) AS held FROM $item
                     WHERE lane_id = l.lane_id AND state = 2) h,
                    (SELECT count(*) AS leased FROM $item
                     WHERE lane_id = l.lane_id AND state = 1) f) w
                WHERE l.lane = ANY (?)"""),
        row -> laneState(row, now),
        (Object) lanes.toArray(String[]::new));
  }

  List<String> longest(Connection tx, int limit) throws SQLException {
    String sql =
        """
        SELECT l.lane FROM (
          SELECT lane_id, sum(n) AS waiting FROM (
            SELECT lane_id, count(*) AS n FROM $item WHERE state = 0 GROUP BY lane_id
            UNION ALL
            SELECT lane_id, count(*) FROM $item WHERE state = 2 GROUP BY lane_id) w
          GROUP BY lane_id ORDER BY waiting DESC LIMIT %d) w
        JOIN $lane l USING (lane_id) ORDER BY w.waiting DESC, l.lane"""
            .formatted(limit);
    return Jdbc.query(tx, tables.sql(sql), row -> row.getString(1));
  }

  private static LaneState laneState(ResultSet row, Instant now) throws SQLException {
    LaneSettings settings = LaneSettings.read(row);
    return new LaneState(
        settings,
        Jdbc.time(row, "paused"),
        row.getLong("waiting"),
        row.getLong("leased"),
        Jdbc.time(row, "oldest"),
        settings.permitsPerSecond() * Cut.read(row).share(now),
        QuotaDay.read(row, now).left());
  }

  QueueStats stats(Connection tx) throws SQLException {
    Instant now = tables.now(tx);
    return Jdbc.query(
            tx,
            tables.sql(
                """
                SELECT * FROM
                  (SELECT count(*) AS ready, min(due_at) AS oldest FROM $item WHERE state = 0) r,
                  (SELECT count(*) AS held FROM $item WHERE state = 2) h,
                  (SELECT count(*) AS leased,
                          count(*) FILTER (WHERE lease_until <= ?) AS expired
                   FROM $item WHERE state = 1) f"""),
            row ->
                new QueueStats(
                    row.getLong("ready"),
                    row.getLong("held"),
                    row.getLong("leased"),
                    row.getLong("expired"),
                    Jdbc.time(row, "oldest"),
                    age(Jdbc.time(row, "oldest"), now)),
            now)
        .getFirst();
  }

  private static Duration age(@Nullable Instant oldest, Instant now) {
    return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
  }

  int purge(Connection tx, Instant finishedBefore, int limit) throws SQLException {
    groups.forgetRested(tx, limit);
    return Jdbc.update(
        tx,
        tables.sql(
            """
            DELETE FROM $item WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM $item WHERE state >= 3 AND finished_at < ?
              ORDER BY finished_at LIMIT ? FOR UPDATE SKIP LOCKED))"""),
        finishedBefore,
        limit);
  }
}
