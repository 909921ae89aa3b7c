package dev.chasqui.workqueue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order within groups, among the items that keep it; the others of a group are not looked at.
 * At most one is ready or leased, the others are held; the next one is let go when that one has
 * ended. The callers have locked the lanes {@link Lanes.Lock#ALONE}.
 */
final class Groups {

  /** A group of a lane. */
  record Group(long laneId, String name) {

    static Optional<Group> of(long laneId, @Nullable String name) {
      return Optional.ofNullable(name).map(it -> new Group(laneId, it));
    }
  }

  private final String busySql;
  private final String letGoSql;

  Groups(Tables tables) {
    busySql =
        tables.sql(
            """
            SELECT g.lane_id, g.grp FROM unnest(?, ?) g (lane_id, grp)
            WHERE EXISTS (SELECT 1 FROM $item i
              WHERE i.lane_id = g.lane_id AND i.grp = g.grp AND i.ordered AND i.state <= 2)""");
    letGoSql =
        tables.sql(
            """
            UPDATE $item SET state = 0 WHERE ctid = ANY (ARRAY(
              SELECT i.ctid FROM unnest(?, ?) g (lane_id, grp) CROSS JOIN LATERAL (
                SELECT ctid, state FROM $item
                WHERE lane_id = g.lane_id AND grp = g.grp AND ordered AND state <= 2
                ORDER BY state, item_id LIMIT 1) i
              WHERE i.state = 2))""");
  }

  /** Those of the groups that have unfinished items. */
  Set<Group> busy(Connection tx, Collection<Group> groups) throws SQLException {
    return groups.isEmpty()
        ? Set.of()
        : new HashSet<>(
            Jdbc.query(
                tx,
                busySql,
                row -> new Group(row.getLong("lane_id"), row.getString("grp")),
                laneIds(groups),
                names(groups)));
  }

  /** In each of the groups that has nothing ready or leased, makes the first held item ready. */
  void letGo(Connection tx, Collection<Group> groups) throws SQLException {
    if (!groups.isEmpty()) {
      Jdbc.update(tx, letGoSql, laneIds(groups), names(groups));
    }
  }

  static Long[] laneIds(Collection<Group> groups) {
    return groups.stream().map(Group::laneId).toArray(Long[]::new);
  }

  static String[] names(Collection<Group> groups) {
    return groups.stream().map(Group::name).toArray(String[]::new);
  }
}
