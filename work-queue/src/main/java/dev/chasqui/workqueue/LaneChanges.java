package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import dev.chasqui.workqueue.Groups.Group;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes a lane's settings and pace, and takes permits from it. */
final class LaneChanges {

  private final Tables tables;
  private final Lanes lanes;
  private final GroupPaces groups;

  LaneChanges(Tables tables, Lanes lanes, GroupPaces groups) {
    this.tables = tables;
    this.lanes = lanes;
    this.groups = groups;
  }

  /** A debt of permits stays as many permits when the pace changes. */
  int configure(Connection tx, LaneSettings settings) throws SQLException {
    lock(tx, settings.lane());
    Instant now = tables.now(tx);
    @Nullable GroupPace group = settings.groupPace();
    @Nullable DailyQuota quota = settings.quota();
    long groupMicros = group == null ? 0 : group.intervalMicros();
    int groupBurst = group == null ? 1 : group.burst();
    groups.changePace(tx, settings.lane(), groupMicros, now);
    groups.takeBack(tx, settings.lane(), groupMicros, groupBurst, now);
    String debt =
        "CASE WHEN l.pace_us > 0 AND l.%1$s > ? THEN"
            + " ? + ((l.%1$s - ?)::float8 * excluded.pace_us / l.pace_us)::bigint ELSE l.%1$s END";
    long us = Jdbc.micros(now);
    return Jdbc.update(
        tx,
        tables.sql(
            """
            INSERT INTO $lane AS l (lane, pace_us, burst, cap, jitter_us, group_pace_us,
              group_burst, quota, quota_zone, quota_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (lane) DO UPDATE SET pace_us = excluded.pace_us, burst = excluded.burst,
              cap = excluded.cap, jitter_us = excluded.jitter_us,
              group_pace_us = excluded.group_pace_us, group_burst = excluded.group_burst,
              quota = excluded.quota, quota_zone = excluded.quota_zone,
              quota_until = CASE
                WHEN l.quota_until > ? AND l.quota_zone <> excluded.quota_zone
                THEN excluded.quota_until ELSE l.quota_until END,
              tat_us = %s, cut_tat_us = %s, next_due = greatest(?, l.paused_until)"""
                .formatted(debt.formatted("tat_us"), debt.formatted("cut_tat_us"))),
        settings.lane(),
        settings.paceMicros(),
        settings.burst(),
        settings.maxInFlight(),
        settings.jitter().dividedBy(Duration.ofNanos(1000)),
        groupMicros,
        groupBurst,
        quota == null ? null : quota.perDay(),
        quota == null ? null : quota.zone().getId(),
        quota == null ? null : quota.endOfDay(now),
        now,
        us,
        us,
        us,
        us,
        us,
        us,
        now);
  }

  int slowDown(Connection tx, String lane) throws SQLException {
    Optional<Long> id = lock(tx, lane);
    return id.isPresent() ? cut(tx, id.get(), tables.now(tx)) : 0;
  }

  private int cut(Connection tx, long id, Instant now) throws SQLException {
    String paced = "SELECT * FROM $lane WHERE lane_id = ? AND pace_us > 0";
    record Paced(long paceUs, Cut last) {}
    int cuts = 0;
    for (Paced lane :
        Jdbc.query(
            tx, tables.sql(paced), row -> new Paced(row.getLong("pace_us"), Cut.read(row)), id)) {
      Optional<Cut> next = lane.last().another(now);
      cuts += next.isPresent() ? write(tx, id, next.get(), lane.paceUs(), now) : 0;
    }
    return cuts;
  }

  private int write(Connection tx, long id, Cut cut, long paceUs, Instant now) throws SQLException {
    return Jdbc.update(
        tx,
        tables.sql(
            """
            UPDATE $lane SET cut_share = ?, cut_at = ?, cut_until = ?,
              cut_tat_us = greatest(cut_tat_us, ?) WHERE lane_id = ?"""),
        cut.share(),
        cut.at(),
        cut.until(),
        Jdbc.micros(now) + cut.paceMicros(paceUs, now),
        id);
  }

  int pauseGroup(Connection tx, String lane, String group, Instant until) throws SQLException {
    Optional<Long> id = lock(tx, lane);
    if (id.isPresent()) {
      groups.pause(tx, new Group(id.get(), group), until);
    }
    return id.isPresent() ? 1 : 0;
  }

  Permit takePermit(Connection tx, String lane) throws SQLException {
    Optional<Long> id = lock(tx, lane);
    if (id.isEmpty()) {
      return new Permit.Granted(Duration.ZERO);
    }
    var budgets = lanes.budgets(tx, Set.of(id.get()), tables.now(tx));
    Permit permit = requireNonNull(budgets.get(id.get())).permit();
    lanes.spend(tx, budgets);
    return permit;
  }

  private Optional<Long> lock(Connection tx, String lane) throws SQLException {
    return Jdbc.query(
            tx,
            tables.sql("SELECT lane_id FROM $lane WHERE lane = ? FOR NO KEY UPDATE"),
            row -> row.getLong(1),
            lane)
        .stream()
        .findFirst();
  }
}
