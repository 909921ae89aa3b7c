package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import dev.chasqui.workqueue.Groups.Group;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a claim leases in lanes that ask their groups. What a group does not allow is moved
 * to the time when it may, out of the others' way.
 */
final class GroupClaims {

  /** Looks at so many more due items than could be leased, since some may have to be put off. */
  private static final int SPARE = 10;

  static final String DUE =
      """
      SELECT i.lane_id, i.key, i.grp FROM unnest(?, ?) w (lane_id, n) CROSS JOIN LATERAL (
        SELECT lane_id, key, grp, due_at, item_id FROM $item
        WHERE lane_id = w.lane_id AND state = 0 AND due_at <= ?
        ORDER BY due_at, item_id LIMIT w.n) i
      ORDER BY i.due_at, i.item_id""";

  static final String PUT_OFF =
      """
      UPDATE $item i SET due_at = s.due_at, put_off_until = s.due_at FROM unnest(?, ?) s (key, due_at)
      WHERE i.key = s.key""";

  private final Tables tables;
  private final GroupPaces paces;

  GroupClaims(Tables tables, GroupPaces paces) {
    this.tables = tables;
    this.paces = paces;
  }

  /** When a chosen item may begin, and whether a permit was taken for that. */
  record Start(Instant at, boolean paced) {}

  /**
   * A choice that is written down except for the leases themselves.
   *
   * @param starts by key
   * @param later when those that were put off are due again, by key
   */
  record Choice(Map<String, Start> starts, Map<String, Instant> later) {

    /** Whether it was chosen, and not put off. */
    private boolean decide(String key, LaneBudget lane, @Nullable GroupBudget group) {
      boolean suits = lane.suits(group);
      if (suits) {
        starts.put(key, new Start(lane.take(group), lane.paced(group)));
      } else if (group != null) {
        later.put(key, group.later());
      }
      return suits;
    }
  }

  /**
   * @param lanes those that ask their groups
   * @param share at most so many items of each
   */
  Choice choose(Connection tx, Map<Long, LaneBudget> lanes, int share, Instant now)
      throws SQLException {
    Map<Long, Integer> left = new HashMap<>();
    lanes.forEach((id, lane) -> left.put(id, lane.atMost(share)));
    left.values().removeIf(it -> it == 0);
    List<Due> due = due(tx, left, now);
    Set<Group> named = due.stream().flatMap(it -> it.group().stream()).collect(Collectors.toSet());
    Map<Group, GroupBudget> groups = paces.budgets(tx, named, lanes, now);
    Choice choice = new Choice(new HashMap<>(), new HashMap<>());
    for (Due one : due) {
      LaneBudget lane = requireNonNull(lanes.get(one.laneId()));
      if (left.containsKey(one.laneId())
          && choice.decide(one.key(), lane, one.group().map(groups::get).orElse(null))) {
        left.computeIfPresent(one.laneId(), (_, n) -> n == 1 ? null : n - 1);
      }
    }
    paces.spend(tx, groups.values());
    putOff(tx, choice.later());
    return choice;
  }

  private List<Due> due(Connection tx, Map<Long, Integer> left, Instant now) throws SQLException {
    if (left.isEmpty()) {
      return List.of();
    }
    return Jdbc.query(
        tx,
        tables.sql(DUE),
        Due::read,
        left.keySet().toArray(Long[]::new),
        left.values().stream().map(it -> it + SPARE).toArray(Integer[]::new),
        now);
  }

  private void putOff(Connection tx, Map<String, Instant> later) throws SQLException {
    if (!later.isEmpty()) {
      Jdbc.update(
          tx,
          tables.sql(PUT_OFF),
          later.keySet().toArray(String[]::new),
          later.values().toArray(Instant[]::new));
    }
  }

  /** A due item. */
  private record Due(long laneId, String key, Optional<Group> group) {

    static Due read(ResultSet row) throws SQLException {
      long laneId = row.getLong("lane_id");
      return new Due(laneId, row.getString("key"), Group.of(laneId, row.getString("grp")));
    }
  }
}
