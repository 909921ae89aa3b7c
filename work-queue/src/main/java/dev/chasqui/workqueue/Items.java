package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads items as they stand, by key or by the small indexes of what waits. */
final class Items {

  /** What {@link #read} needs of a row {@code i}. */
  static final String COLUMNS =
      "i.*, (SELECT l.lane FROM $lane l WHERE l.lane_id = i.lane_id) AS lane";

  private static final String PAGE =
      """
      (SELECT * FROM $item WHERE lane_id = (SELECT lane_id FROM $lane WHERE lane = ?) AND state = %d
         AND (due_at, item_id) > (coalesce(?::timestamptz, '-infinity'), coalesce(?::bigint, 0))
       ORDER BY due_at, item_id LIMIT ?)""";

  /** A page of each of the two kinds, and of both together the first ones. */
  static final String WAITING =
      "SELECT %s FROM (%s UNION ALL %s) i ORDER BY due_at, item_id LIMIT ?"
          .formatted(COLUMNS, PAGE.formatted(State.READY), PAGE.formatted(State.HELD));

  private final Tables tables;

  Items(Tables tables) {
    this.tables = tables;
  }

  List<Item> find(Connection tx, Collection<String> keys) throws SQLException {
    String sql = "SELECT " + COLUMNS + " FROM $item i WHERE i.key = ANY (?)";
    return Jdbc.query(tx, tables.sql(sql), Items::read, (Object) keys.toArray(String[]::new));
  }

  Set<String> keepWaiting(Connection tx, Collection<String> keys) throws SQLException {
    // Not by their state: that would offer the wrong index.
    String sql =
        """
        SELECT key FROM $item WHERE key = ANY (?) AND lease_until IS NULL AND finished_at IS NULL
        FOR SHARE SKIP LOCKED""";
    return new HashSet<>(
        Jdbc.query(
            tx, tables.sql(sql), row -> row.getString(1), (Object) keys.toArray(String[]::new)));
  }

  List<Item> waiting(Connection tx, String lane, Item.@Nullable Place after, int limit)
      throws SQLException {
    @Nullable Object due = after == null ? null : after.due();
    @Nullable Object id = after == null ? null : after.itemId();
    return Jdbc.query(
        tx, tables.sql(WAITING), Items::read, lane, due, id, limit, lane, due, id, limit, limit);
  }

  static Item read(ResultSet row) throws SQLException {
    return new Item(
        row.getLong("item_id"),
        row.getString("key"),
        row.getString("lane"),
        row.getString("grp"),
        state(row.getInt("state")),
        row.getInt("attempt"),
        requireNonNull(Jdbc.time(row, "due_at")),
        row.getString("reason"),
        row.getBytes("payload"),
        Jdbc.time(row, "finished_at"));
  }

  private static Item.State state(int state) {
    return switch (state) {
      case State.READY, State.HELD -> Item.State.WAITING;
      case State.LEASED -> Item.State.LEASED;
      case State.DONE -> Item.State.DONE;
      case State.FAILED -> Item.State.FAILED;
      case State.CANCELLED -> Item.State.CANCELLED;
      default -> throw new IllegalStateException("An item in state " + state);
    };
  }
}
