package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import dev.chasqui.workqueue.Groups.Group;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The paces and pauses of groups. The callers have locked the lanes {@link Lanes.Lock#ALONE}. A
 * lane without either is never asked about.
 */
final class GroupPaces {

  /** A claim under way may have looked at its clock so much earlier, or a bit. */
  private static final Duration SURELY_RESTED = Duration.ofMinutes(1);

  static final String READ =
      """
      SELECT g.* FROM unnest(?, ?) s (lane_id, grp)
      JOIN $group g ON g.lane_id = s.lane_id AND g.grp = s.grp""";

  private final Tables tables;

  GroupPaces(Tables tables) {
    this.tables = tables;
  }

  /** What these groups allow, as far as their lanes ask them. */
  Map<Group, GroupBudget> budgets(
      Connection tx, Collection<Group> groups, Map<Long, LaneBudget> lanes, Instant now)
      throws SQLException {
    List<Group> asked =
        groups.stream()
            .filter(it -> lanes.containsKey(it.laneId()) && lanes.get(it.laneId()).asksGroups())
            .toList();
    Map<Group, GroupBudget> budgets = new HashMap<>();
    if (!asked.isEmpty()) {
      asked.forEach(it -> budgets.put(it, budget(it, lanes, 0, Instant.EPOCH, now)));
      read(tx, budgets, lanes, now);
    }
    return budgets;
  }

  private void read(
      Connection tx, Map<Group, GroupBudget> budgets, Map<Long, LaneBudget> lanes, Instant now)
      throws SQLException {
    Jdbc.query(
        tx,
        tables.sql(READ),
        row -> {
          Group group = new Group(row.getLong("lane_id"), row.getString("grp"));
          Instant paused = Jdbc.requiredTime(row, "paused_until");
          return budgets.put(group, budget(group, lanes, row.getLong("tat_us"), paused, now));
        },
        Groups.laneIds(budgets.keySet()),
        Groups.names(budgets.keySet()));
  }

  private static GroupBudget budget(
      Group group, Map<Long, LaneBudget> lanes, long tatUs, Instant pausedUntil, Instant now) {
    Gcra pace = requireNonNull(lanes.get(group.laneId())).groupPace(tatUs);
    return new GroupBudget(group, pace, pausedUntil, now);
  }

  /** Writes down the permits that were taken. */
  void spend(Connection tx, Collection<GroupBudget> budgets) throws SQLException {
    List<GroupBudget> taken = budgets.stream().filter(GroupBudget::taken).toList();
    if (!taken.isEmpty()) {
      List<Group> groups = taken.stream().map(GroupBudget::group).toList();
      Jdbc.update(
          tx,
          tables.sql(
              """
              INSERT INTO $group (lane_id, grp, tat_us) SELECT * FROM unnest(?, ?, ?)
              ON CONFLICT (lane_id, grp) DO UPDATE SET tat_us = excluded.tat_us"""),
          Groups.laneIds(groups),
          Groups.names(groups),
          taken.stream().map(GroupBudget::tatUs).toArray(Long[]::new));
    }
  }

  /** What is ready is moved by the claim that meets it. */
  void pause(Connection tx, Group group, Instant until) throws SQLException {
    Jdbc.update(
        tx,
        tables.sql(
            """
            INSERT INTO $group AS g (lane_id, grp, paused_until) VALUES (?, ?, ?)
            ON CONFLICT (lane_id, grp)
            DO UPDATE SET paused_until = greatest(g.paused_until, excluded.paused_until)"""),
        group.laneId(),
        group.name(),
        until);
    Jdbc.update(
        tx,
        tables.sql(
            "UPDATE $lane SET groups_paused_until = greatest(groups_paused_until, ?)"
                + " WHERE lane_id = ?"),
        until,
        group.laneId());
  }

  /** What is left to wait is as many permits as before. */
  void changePace(Connection tx, String lane, long paceUs, Instant now) throws SQLException {
    Jdbc.update(
        tx,
        tables.sql(
            """
            UPDATE $group g SET tat_us = ? + ((g.tat_us - ?)::float8 * ? / l.group_pace_us)::bigint
            FROM $lane l WHERE l.lane = ? AND g.lane_id = l.lane_id
              AND l.group_pace_us NOT IN (0, ?) AND g.tat_us > ?"""),
        Jdbc.micros(now),
        Jdbc.micros(now),
        paceUs,
        lane,
        paceUs,
        Jdbc.micros(now));
  }

  /**
   * What was put off under a slower pace is looked at again. Before the lane has the new one.
   *
   * @param paceUs 0 for none
   */
  void takeBack(Connection tx, String lane, long paceUs, int burst, Instant now)
      throws SQLException {
    Jdbc.update(
        tx,
        tables.sql(
            """
            UPDATE $item i SET due_at = ? FROM $lane l
            WHERE l.lane = ? AND (l.group_pace_us > ? OR l.group_burst < ?)
              AND i.lane_id = l.lane_id AND i.state = 0 AND i.due_at > ?
              AND i.due_at = i.put_off_until"""),
        now,
        lane,
        paceUs,
        burst,
        now);
  }

  /** Forgets groups that rested; those that somebody works with are left for the next time. */
  void forgetRested(Connection tx, int limit) throws SQLException {
    Instant before = tables.now(tx).minus(SURELY_RESTED);
    Jdbc.update(
        tx,
        tables.sql(
            """
            DELETE FROM $group WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM $group WHERE tat_us < ? AND paused_until < ?
              LIMIT ? FOR UPDATE SKIP LOCKED))"""),
        Jdbc.micros(before),
        before,
        limit);
  }
}
