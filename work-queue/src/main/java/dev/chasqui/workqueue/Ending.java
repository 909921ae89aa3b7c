package dev.chasqui.workqueue;

import dev.chasqui.workqueue.Groups.Group;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends items that wait. While their lanes are locked {@link Lanes.Lock#ALONE} nobody else changes
 * such items, so they are read first and then written by key.
 */
final class Ending {

  static final String EXPIRED =
      """
      SELECT %s FROM $item i WHERE i.expires_at <= $now AND i.state IN (0, 2) %s
      ORDER BY i.expires_at LIMIT ?""";

  private static final String BY_KEY =
      "SELECT %s FROM $item i WHERE i.key = ANY (?) AND i.state IN (0, 2) %s";
  private static final String LOCKED = "AND i.lane_id = ANY (?)";

  private final Tables tables;
  private final Lanes lanes;
  private final Groups groups;

  Ending(Tables tables, Lanes lanes, Groups groups) {
    this.tables = tables;
    this.lanes = lanes;
    this.groups = groups;
  }

  /** An item and the group that waits for it. */
  private record Waiting(Optional<Group> group, Item item) {

    static Waiting read(ResultSet row) throws SQLException {
      Optional<Group> group =
          row.getBoolean("ordered")
              ? Group.of(row.getLong("lane_id"), row.getString("grp"))
              : Optional.empty();
      return new Waiting(group, Items.read(row));
    }
  }

  List<Item> cancel(Connection tx, Collection<String> keys) throws SQLException {
    String[] all = keys.toArray(String[]::new);
    Long[] ids = lock(tx, BY_KEY, (Object) all);
    return end(tx, ids, waiting(tx, BY_KEY, all, ids), State.CANCELLED, null);
  }

  /**
   * Waits for lanes that another one is changing, since a busy one that was left out each time
   * would never be done; what another one has ended meanwhile is not seen again.
   */
  List<Item> expire(Connection tx, int limit) throws SQLException {
    Long[] ids = lock(tx, EXPIRED, limit);
    return end(tx, ids, waiting(tx, EXPIRED, ids, limit), State.FAILED, "expired");
  }

  private Long[] lock(Connection tx, String which, Object... parameters) throws SQLException {
    Set<Long> ids =
        new HashSet<>(
            Jdbc.query(
                tx,
                tables.sql(which.formatted("i.lane_id", "")),
                row -> row.getLong(1),
                parameters));
    lanes.lock(tx, ids, Lanes.Lock.ALONE);
    return ids.toArray(Long[]::new);
  }

  private List<Waiting> waiting(Connection tx, String which, Object... parameters)
      throws SQLException {
    return Jdbc.query(
        tx, tables.sql(which.formatted(Items.COLUMNS, LOCKED)), Waiting::read, parameters);
  }

  private List<Item> end(
      Connection tx, Long[] ids, List<Waiting> waiting, int state, @Nullable String reason)
      throws SQLException {
    List<Item> items = waiting.stream().map(Waiting::item).toList();
    if (items.isEmpty()) {
      return items;
    }
    Instant now = tables.now(tx);
    Jdbc.update(
        tx,
        tables.sql(
            """
            UPDATE $item SET state = ?, reason = coalesce(?, reason), payload = NULL,
              finished_at = ?
            WHERE key = ANY (?)"""),
        state,
        reason,
        now,
        items.stream().map(Item::key).toArray(String[]::new));
    groups.letGo(
        tx, waiting.stream().flatMap(it -> it.group().stream()).collect(Collectors.toSet()));
    lanes.wakeUnlessFull(tx, List.of(ids), now);
    return items;
  }
}
