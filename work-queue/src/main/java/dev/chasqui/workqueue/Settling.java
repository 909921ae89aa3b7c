package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import dev.chasqui.workqueue.Groups.Group;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends leases, and waiting. */
final class Settling {

  private final Tables tables;
  private final Lanes lanes;
  private final Groups groups;
  private final String settleSql;
  private final String releaseSql;

  Settling(Tables tables, Lanes lanes, Groups groups) {
    this.tables = tables;
    this.lanes = lanes;
    this.groups = groups;
    this.settleSql =
        tables.sql(
            """
            UPDATE $item i SET state = s.state, fence = i.fence + 1, reason = s.reason, owner = NULL, lease_until = NULL,
              due_at = greatest(s.due_at, i.due_at), attempt = i.attempt - s.refund,
              payload = CASE WHEN s.keep THEN coalesce(s.payload, i.payload) END,
              finished_at = CASE WHEN s.state >= 3 THEN ?::timestamptz END
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) s (key, fence, state, due_at, refund, reason, keep, payload)
            WHERE i.key = s.key AND i.fence = s.fence RETURNING i.key, i.lane_id, i.quota_until""");
    this.releaseSql =
        tables.sql(
            """
            UPDATE $item i SET attempt = i.attempt - 1, fence = i.fence + 1,
              state = CASE WHEN s.taken_over THEN 1 ELSE 0 END,
              lease_until = CASE WHEN s.taken_over THEN ?::timestamptz END
            FROM unnest(?, ?, ?) s (key, fence, taken_over)
            WHERE i.key = s.key AND i.fence = s.fence
            RETURNING i.key, i.lane_id, CASE WHEN NOT s.taken_over THEN i.quota_until END AS quota_until""");
  }

  List<Lease> settle(Connection tx, List<Settlement> settlements) throws SQLException {
    if (settlements.isEmpty()) {
      return List.of();
    }
    List<Lease> leases = settlements.stream().map(Settlement::lease).toList();
    Map<String, Long> ids = lock(tx, leases);
    Instant now = tables.now(tx);
    List<Counted> ended = write(tx, settlements, now);
    Set<String> settled = ended.stream().map(Counted::key).collect(Collectors.toSet());
    lanes.giveBack(tx, unused(settlements, ended), ids.values());
    groups.letGo(tx, groupsOf(leases, ids));
    lanes.wake(tx, ids.values(), now);
    return leases.stream().filter(lease -> !settled.contains(lease.key())).toList();
  }

  int release(Connection tx, List<Lease> leases) throws SQLException {
    Map<String, Long> ids = lock(tx, leases);
    Instant now = tables.now(tx);
    List<Counted> released =
        Jdbc.query(
            tx,
            releaseSql,
            Counted::read,
            now,
            column(leases, Lease::key, String[]::new),
            column(leases, Lease::fence, Long[]::new),
            column(leases, Lease::takenOver, Boolean[]::new));
    lanes.giveBack(tx, released, ids.values());
    lanes.wake(tx, ids.values(), now);
    return released.size();
  }

  private static List<Counted> unused(List<Settlement> settlements, List<Counted> ended) {
    Set<String> keys =
        settlements.stream()
            .filter(Settlement::unused)
            .map(it -> it.lease().key())
            .collect(Collectors.toSet());
    return ended.stream().filter(it -> keys.contains(it.key())).toList();
  }

  int cancel(Connection tx, Collection<String> keys) throws SQLException {
    String waiting = " WHERE key = ANY (?) AND state IN (0, 2)";
    String[] all = keys.toArray(String[]::new);
    Set<Long> ids =
        new HashSet<>(
            Jdbc.query(
                tx,
                tables.sql("SELECT DISTINCT lane_id FROM $item" + waiting),
                row -> row.getLong(1),
                (Object) all));
    lanes.lock(tx, ids, Lanes.Lock.ALONE);
    Instant now = tables.now(tx);
    List<Optional<Group>> cancelled =
        Jdbc.query(
            tx,
            tables.sql(
                "UPDATE $item SET state = 5, payload = NULL, finished_at = ?"
                    + waiting
                    + " AND lane_id = ANY (?) RETURNING lane_id, grp"),
            row -> Group.of(row.getLong("lane_id"), row.getString("grp")),
            now,
            all,
            ids.toArray(Long[]::new));
    groups.letGo(tx, cancelled.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
    lanes.wake(tx, ids, now);
    return cancelled.size();
  }

  private Map<String, Long> lock(Connection tx, List<Lease> leases) throws SQLException {
    Map<String, Long> ids =
        lanes.ids(tx, leases.stream().map(Lease::lane).collect(Collectors.toSet()));
    boolean ordered = leases.stream().anyMatch(lease -> lease.group() != null);
    lanes.lock(tx, ids.values(), ordered ? Lanes.Lock.ALONE : Lanes.Lock.SHARED);
    return ids;
  }

  private List<Counted> write(Connection tx, List<Settlement> settlements, Instant now)
      throws SQLException {
    List<Change> changes = settlements.stream().map(it -> Change.of(it, now)).toList();
    return Jdbc.query(
        tx,
        settleSql,
        Counted::read,
        now,
        column(settlements, it -> it.lease().key(), String[]::new),
        column(settlements, it -> it.lease().fence(), Long[]::new),
        column(changes, Change::state, Integer[]::new),
        column(changes, Change::due, Instant[]::new),
        column(changes, Change::refund, Integer[]::new),
        column(changes, Change::reason, String[]::new),
        column(changes, Change::keep, Boolean[]::new),
        column(changes, Change::payload, byte[][]::new));
  }

  private static Set<Group> groupsOf(List<Lease> leases, Map<String, Long> ids) {
    Set<Group> groups = new HashSet<>();
    leases.forEach(
        lease ->
            Group.of(requireNonNull(ids.get(lease.lane())), lease.group()).ifPresent(groups::add));
    return groups;
  }

  private static <T, V extends @Nullable Object> V[] column(
      List<T> rows, Function<T, V> value, IntFunction<V[]> array) {
    return rows.stream().map(value).toArray(array);
  }

  /** What a settlement writes. */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  private record Change(
      int state,
      @Nullable Instant due,
      int refund,
      @Nullable String reason,
      boolean keep,
      byte @Nullable [] payload) {

    static Change of(Settlement settlement, Instant now) {
      return switch (settlement) {
        case Settlement.Complete it ->
            new Change(State.DONE, null, 0, null, it.outcome() != null, it.outcome());
        case Settlement.Fail it ->
            new Change(State.FAILED, null, 0, it.reason(), it.outcome() != null, it.outcome());
        case Settlement.Await _ -> throw new UnsupportedOperationException();
        case Settlement.RetryAt it ->
            new Change(
                State.READY,
                it.at().isBefore(now) ? now : it.at(),
                it.countsAsAttempt() ? 0 : 1,
                it.reason(),
                true,
                it.payload());
      };
    }
  }
}
