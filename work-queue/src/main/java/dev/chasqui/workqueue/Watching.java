package dev.chasqui.workqueue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

  Optional<LaneState> lane(Connection tx, String lane) throws SQLException {
    Instant now = tables.now(tx);
    List<LaneState> found =
        Jdbc.query(
            tx,
            tables.sql(
                """
                SELECT l.*, CASE WHEN paused_until > $now THEN paused_until END AS paused,
                  r.ready, h.held, f.leased, r.oldest
                FROM $lane l CROSS JOIN LATERAL (
                    SELECT count(*) AS ready, min(due_at) AS oldest FROM $item
                    WHERE lane_id = l.lane_id AND state = 0) r
                  CROSS JOIN LATERAL (
                    SELECT count(*) AS held FROM $item
                    WHERE lane_id = l.lane_id AND state = 2) h
                  CROSS JOIN LATERAL (
                    SELECT count(*) AS leased FROM $item
                    WHERE lane_id = l.lane_id AND state = 1) f
                WHERE l.lane = ?"""),
            row -> laneState(row, now),
            lane);
    return found.stream().findFirst();
  }

  /** A row of a look: the counts over all lanes, and one lane, if any is looked at. */
  private record Seen(QueueStats stats, @Nullable LaneState lane) {}

  /** All in one statement, so that it reads each entry once, and its counts belong together. */
  QueueLook look(Connection tx, int longest, Collection<String> others) throws SQLException {
    Instant now = tables.now(tx);
    List<Seen> seen =
        Jdbc.query(
            tx,
            tables.sql(
                """
            WITH n AS MATERIALIZED (
              SELECT lane_id, sum(ready) AS ready, sum(held) AS held, sum(leased) AS leased,
                sum(expired) AS expired, min(oldest) AS oldest
              FROM (
                SELECT lane_id, count(*) AS ready, 0 AS held, 0 AS leased, 0 AS expired,
                  min(due_at) AS oldest
                FROM $item WHERE state = 0 GROUP BY lane_id
                UNION ALL
                SELECT lane_id, 0, count(*), 0, 0, NULL
                FROM $item WHERE state = 2 GROUP BY lane_id
                UNION ALL
                SELECT lane_id, 0, 0, count(*), count(*) FILTER (WHERE lease_until <= ?), NULL
                FROM $item WHERE state = 1 GROUP BY lane_id) u
              GROUP BY lane_id),
            shown AS (
              (SELECT lane_id FROM n WHERE ready + held > 0 ORDER BY ready + held DESC LIMIT ?)
              UNION
              SELECT lane_id FROM $lane WHERE lane = ANY (?))
            SELECT a.*, l.*, CASE WHEN paused_until > $now THEN paused_until END AS paused,
              n.ready, n.held, n.leased, n.oldest
            FROM (SELECT sum(ready) AS all_ready, sum(held) AS all_held, sum(leased) AS all_leased,
                    sum(expired) AS all_expired, min(oldest) AS all_oldest FROM n) a
              LEFT JOIN (shown JOIN $lane l USING (lane_id) LEFT JOIN n USING (lane_id)) ON true"""),
            row ->
                new Seen(
                    queueStats(row, now),
                    row.getString("lane") == null ? null : laneState(row, now)),
            now,
            longest,
            others.toArray(String[]::new));
    List<LaneState> lanes = seen.stream().flatMap(it -> Stream.ofNullable(it.lane())).toList();
    return new QueueLook(seen.getFirst().stats(), lanes);
  }

  private static LaneState laneState(ResultSet row, Instant now) throws SQLException {
    LaneSettings settings = LaneSettings.read(row);
    return new LaneState(
        settings,
        Jdbc.time(row, "paused"),
        row.getLong("ready") + row.getLong("held"),
        row.getLong("leased"),
        Jdbc.time(row, "oldest"),
        settings.permitsPerSecond() * Cut.read(row).share(now),
        QuotaDay.read(row, now).left());
  }

  private static QueueStats queueStats(ResultSet row, Instant now) throws SQLException {
    Instant oldest = Jdbc.time(row, "all_oldest");
    return new QueueStats(
        row.getLong("all_ready"),
        row.getLong("all_held"),
        row.getLong("all_leased"),
        row.getLong("all_expired"),
        oldest,
        age(oldest, now));
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
