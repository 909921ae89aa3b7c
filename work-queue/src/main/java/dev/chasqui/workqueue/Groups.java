package dev.chasqui.workqueue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order within groups, among the items that keep it; the others of a group are not looked at.
 * At most one is ready or leased, the others are held; the next one is let go when that one, the
 * head, has ended. The callers have locked the lanes {@link Lanes.Lock#ALONE}, which leaves one who
 * may end a head at the same time: a settlement that does nothing else.
 */
final class Groups {

  /** A group of a lane. */
  record Group(long laneId, String name) {

    static Optional<Group> of(long laneId, @Nullable String name) {
      return Optional.ofNullable(name).map(it -> new Group(laneId, it));
    }
  }

  /** The first unfinished item of a group. */
  record Head(String key, int state) {

    boolean leased() {
      return state == State.LEASED;
    }

    /** Whether the one before it ended unseen, as by a version that locks less. */
    boolean forgotten() {
      return state == State.HELD;
    }
  }

  private final String headsSql;
  private final String holdSql;
  private final String heldSql;
  private final String letGoSql;

  Groups(Tables tables) {
    String heads =
        """
        FROM unnest(?, ?) g (lane_id, grp) CROSS JOIN LATERAL (
          SELECT ctid, key, state FROM $item
          WHERE lane_id = g.lane_id AND grp = g.grp AND ordered AND state <= 2
          ORDER BY state, item_id LIMIT 1) i""";
    headsSql = tables.sql("SELECT g.lane_id, g.grp, i.key, i.state " + heads);
    heldSql = tables.sql("SELECT g.lane_id, g.grp " + heads + " WHERE i.state = 2");
    letGoSql =
        tables.sql(
            "UPDATE $item SET state = 0 WHERE ctid = ANY (ARRAY(SELECT i.ctid "
                + heads
                + " WHERE i.state = 2))");
    // Not by its state: that would offer the wrong index. Only leased items have a lease_until.
    holdSql =
        tables.sql(
            """
            SELECT key FROM $item WHERE key = ANY (?) AND lease_until IS NOT NULL
            ORDER BY key COLLATE "C" FOR SHARE""");
  }

  /** The heads of those of the groups that have unfinished items. */
  Map<Group, Head> heads(Connection tx, Collection<Group> groups) throws SQLException {
    Map<Group, Head> heads = new HashMap<>();
    if (!groups.isEmpty()) {
      Jdbc.query(
          tx,
          headsSql,
          row -> heads.put(group(row), new Head(row.getString("key"), row.getInt("state"))),
          laneIds(groups),
          names(groups));
    }
    return heads;
  }

  /**
   * Sees to it that nobody ends these heads before the transaction does; waits for who is about to.
   *
   * @return false if one has ended meanwhile
   */
  boolean hold(Connection tx, Collection<Head> heads) throws SQLException {
    String[] leased = leased(heads);
    return leased.length == 0
        || Jdbc.query(tx, holdSql, row -> row.getString(1), (Object) leased).size()
            == leased.length;
  }

  private static String[] leased(Collection<Head> heads) {
    return heads.stream().filter(Head::leased).map(Head::key).toArray(String[]::new);
  }

  /** Those of the groups in which a held item is the next one. */
  Set<Group> held(Connection tx, Collection<Group> groups) throws SQLException {
    return groups.isEmpty()
        ? Set.of()
        : new HashSet<>(Jdbc.query(tx, heldSql, Groups::group, laneIds(groups), names(groups)));
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(row.getLong("lane_id"), row.getString("grp"));
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
