package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Puts the names of the tables and of the clock into SQL.
 *
 * @param now an SQL expression for the present time; tests have a clock that they set by hand
 */
record Tables(String schema, String now) {

  Tables {
    Jdbc.identifier(schema);
  }

  /**
   * Fills in {@code $lane}, {@code $item}, {@code $group}, {@code $now}, and {@code $permit}: when
   * a claim should look again at lane {@code l} for its next permit, null for at once. That is half
   * the time that permits are given ahead before it falls due, so that they are taken in small
   * chunks and never late; if the day's quota is used up, it is the next midnight.
   */
  String sql(String template) {
    return template
        .replace(
            "$permit",
            """
            greatest(
              CASE WHEN l.pace_us > 0 THEN timestamptz 'epoch' + interval '1 microsecond'
                   * (l.tat_us - (l.burst - 1) * l.pace_us - %1$d) END,
              CASE WHEN l.pace_us > 0 THEN least(l.cut_until, timestamptz 'epoch'
                   + interval '1 microsecond' * (l.cut_tat_us - %1$d)) END,
              CASE WHEN l.quota_used >= l.quota THEN l.quota_until END)"""
                .formatted(LaneBudget.AHEAD_US / 2))
        .replace("$lane", schema + ".work_lane")
        .replace("$item", schema + ".work_item")
        .replace("$group", schema + ".work_group")
        // As a subquery it is evaluated once, so that an index can be used.
        .replace("$now", "(SELECT " + now + ")");
  }

  Instant now(Connection tx) throws SQLException {
    return Jdbc.query(tx, sql("SELECT $now AS now"), row -> requireNonNull(Jdbc.time(row, "now")))
        .getFirst();
  }
}
