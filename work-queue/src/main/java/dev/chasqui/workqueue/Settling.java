package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import dev.chasqui.workqueue.Groups.Group;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends leases. Those who lock several items do it in the order of their keys. */
final class Settling {

  /**
   * To be counted first, so that all are locked before one is changed: a join finds them in any
   * order. Of lost leases only what is leased again: what is ready a claim, in its own order, may
   * lock.
   */
  private static final String LOCKED =
      """
      WITH locked AS (
        SELECT key FROM $item WHERE key = ANY (?) AND lease_until IS NOT NULL
        ORDER BY key COLLATE "C" FOR NO KEY UPDATE)
      """;

  private final Tables tables;
  private final Lanes lanes;
  private final Groups groups;
  private final String settleSql;
  private final String releaseSql;
  private final String ownedSql;
  private final String begunSql;
  private final String hastenSql;
  private final String keepSql;

  Settling(Tables tables, Lanes lanes, Groups groups) {
    this.tables = tables;
    this.lanes = lanes;
    this.groups = groups;
    this.settleSql =
        tables.sql(
            LOCKED
                + """
            UPDATE $item i SET state = s.state, fence = i.fence + 1, reason = s.reason, owner = NULL, lease_until = s.lease_until,
              due_at = greatest(s.due_at, i.due_at), attempt = i.attempt - s.refund,
              payload = CASE WHEN s.keep THEN coalesce(s.payload, i.payload) END,
              finished_at = CASE WHEN s.state >= 3 THEN ?::timestamptz END
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) s (key, fence, state, due_at, lease_until, refund, reason, keep, payload)
            WHERE (SELECT count(*) FROM locked) > 0 AND i.key = s.key AND i.fence = s.fence
            RETURNING i.key, i.lane_id, i.quota_until""");
    this.releaseSql =
        tables.sql(
            LOCKED
                + """
            UPDATE $item i SET attempt = i.attempt - 1, fence = i.fence + 1,
              state = CASE WHEN s.taken_over THEN 1 ELSE 0 END,
              lease_until = CASE WHEN s.taken_over THEN ?::timestamptz END
            FROM unnest(?, ?, ?) s (key, fence, taken_over)
            WHERE (SELECT count(*) FROM locked) > 0 AND i.key = s.key AND i.fence = s.fence
            RETURNING i.key, i.lane_id, CASE WHEN NOT s.taken_over THEN i.quota_until END AS quota_until""");
    this.ownedSql =
        tables.sql(
            """
            SELECT i.*, l.lane FROM $item i JOIN $lane l ON l.lane_id = i.lane_id
            WHERE i.state = 1 AND i.owner = ANY (?)""");
    // Not by their state: that would offer the wrong index.
    this.begunSql =
        tables.sql(
            "SELECT key FROM $item WHERE key = ANY (?) AND attempt > 0 AND finished_at IS NULL");
    // Those being worked on are locked too: if one is about to await news, this waits and sees it.
    // Those that wait are not: a claim, which locks in another order, may be about to lease them.
    // Only leased items have a lease_until.
    this.hastenSql =
        tables.sql(
            """
            WITH flying AS (
              SELECT key, owner FROM $item WHERE key = ANY (?) AND lease_until IS NOT NULL
              ORDER BY key COLLATE "C" FOR NO KEY UPDATE),
            hastened AS (
              UPDATE $item i SET lease_until = least(i.lease_until, $now)
              FROM flying f WHERE i.key = f.key AND f.owner IS NULL)
            SELECT key FROM flying""");
    this.keepSql =
        tables.sql(
            """
            UPDATE $item i SET payload = s.payload FROM unnest(?, ?) s (key, payload)
            WHERE i.key = s.key AND i.finished_at IS NOT NULL""");
  }

  List<Lease> settle(Connection tx, List<Settlement> settlements) throws SQLException {
    if (settlements.isEmpty()) {
      return List.of();
    }
    if (settlements.stream().allMatch(Settling::endsOnly)) {
      Savepoint before = tx.setSavepoint();
      Optional<List<Lease>> lost = endBeside(tx, settlements);
      if (lost.isPresent()) {
        return lost.get();
      }
      tx.rollback(before);
    }
    return settleAlone(tx, settlements);
  }

  /**
   * Ends items while others add some to the same lanes. Where something follows, the lane is needed
   * alone; who has it may wait for these items, so this waits for nobody.
   *
   * @return the lost leases; empty if there was somebody, and the transaction has to be taken back
   */
  private Optional<List<Lease>> endBeside(Connection tx, List<Settlement> settlements)
      throws SQLException {
    List<Lease> leases = leases(settlements);
    Map<String, Long> ids = lanes.lockNamed(tx, names(leases), Lanes.Lock.SHARED);
    Instant now = tables.now(tx);
    List<Counted> ended = write(tx, settlements, now);
    Set<Group> next = groups.held(tx, groupsOf(leases, ids));
    Set<Long> moved = new HashSet<>(lanes.asleep(tx, ids.values(), now));
    next.forEach(it -> moved.add(it.laneId()));
    if (!moved.isEmpty()) {
      if (!lanes.lockAtOnce(tx, moved)) {
        return Optional.empty();
      }
      groups.letGo(tx, next);
      lanes.wake(tx, moved, now);
    }
    return Optional.of(lost(leases, ended));
  }

  private List<Lease> settleAlone(Connection tx, List<Settlement> settlements) throws SQLException {
    List<Lease> leases = leases(settlements);
    Map<String, Long> ids = lock(tx, leases);
    Instant now = tables.now(tx);
    List<Counted> ended = write(tx, settlements, now);
    lanes.giveBack(tx, unused(settlements, ended), ids.values());
    groups.letGo(tx, groupsOf(leases, ids));
    lanes.wake(tx, ids.values(), now);
    return lost(leases, ended);
  }

  private static List<Lease> leases(List<Settlement> settlements) {
    return settlements.stream().map(Settlement::lease).toList();
  }

  private static List<Lease> lost(List<Lease> leases, List<Counted> ended) {
    Set<String> settled = ended.stream().map(Counted::key).collect(Collectors.toSet());
    return leases.stream().filter(lease -> !settled.contains(lease.key())).toList();
  }

  /** Whether nothing may follow but that others begin: neither in the lane nor by the caller. */
  private static boolean endsOnly(Settlement settlement) {
    return switch (settlement) {
      case Settlement.Complete it -> !it.unused();
      case Settlement.Fail it -> !it.unused();
      case Settlement.Await _, Settlement.RetryAt _ -> false;
    };
  }

  int release(Connection tx, List<Lease> given) throws SQLException {
    List<Lease> leases = given.stream().sorted(Comparator.comparing(Lease::key)).toList();
    Map<String, Long> ids = lock(tx, leases);
    Instant now = tables.now(tx);
    String[] keys = column(leases, Lease::key, String[]::new);
    List<Counted> released =
        Jdbc.query(
            tx,
            releaseSql,
            Counted::read,
            keys,
            now,
            keys,
            column(leases, Lease::fence, Long[]::new),
            column(leases, Lease::takenOver, Boolean[]::new));
    lanes.giveBack(tx, released, ids.values());
    lanes.wake(tx, ids.values(), now);
    return released.size();
  }

  /** Whose lease ends meanwhile has another fence then. */
  int releaseOf(Connection tx, Collection<String> owners) throws SQLException {
    Instant now = tables.now(tx);
    List<Lease> leases =
        Jdbc.query(
            tx,
            ownedSql,
            row -> Lease.read(row, now, 0, false),
            (Object) owners.toArray(String[]::new));
    return leases.isEmpty() ? 0 : release(tx, leases);
  }

  private static List<Counted> unused(List<Settlement> settlements, List<Counted> ended) {
    Set<String> keys =
        settlements.stream()
            .filter(Settlement::unused)
            .map(it -> it.lease().key())
            .collect(Collectors.toSet());
    return ended.stream().filter(it -> keys.contains(it.key())).toList();
  }

  Set<String> hasten(Connection tx, Collection<String> keys) throws SQLException {
    Set<String> begun = keys(tx, begunSql, keys);
    if (!begun.isEmpty()) {
      var _ = keys(tx, hastenSql, begun);
    }
    return begun;
  }

  private static Set<String> keys(Connection tx, String sql, Collection<String> keys)
      throws SQLException {
    return new HashSet<>(
        Jdbc.query(tx, sql, row -> row.getString(1), (Object) keys.toArray(String[]::new)));
  }

  int keep(Connection tx, Map<String, byte[]> outcomes) throws SQLException {
    List<Map.Entry<String, byte[]>> entries = List.copyOf(new TreeMap<>(outcomes).entrySet());
    return Jdbc.update(
        tx,
        keepSql,
        column(entries, Map.Entry::getKey, String[]::new),
        column(entries, Map.Entry::getValue, byte[][]::new));
  }

  private Map<String, Long> lock(Connection tx, List<Lease> leases) throws SQLException {
    boolean ordered = leases.stream().anyMatch(lease -> lease.group() != null);
    Lanes.Lock lock = ordered ? Lanes.Lock.ALONE : Lanes.Lock.SHARED;
    return lanes.lockNamed(tx, names(leases), lock);
  }

  private static Set<String> names(List<Lease> leases) {
    return leases.stream().map(Lease::lane).collect(Collectors.toSet());
  }

  private List<Counted> write(Connection tx, List<Settlement> given, Instant now)
      throws SQLException {
    List<Settlement> settlements =
        given.stream().sorted(Comparator.comparing(it -> it.lease().key())).toList();
    List<Change> changes = settlements.stream().map(it -> Change.of(it, now)).toList();
    String[] keys = column(settlements, it -> it.lease().key(), String[]::new);
    return Jdbc.query(
        tx,
        settleSql,
        Counted::read,
        keys,
        now,
        keys,
        column(settlements, it -> it.lease().fence(), Long[]::new),
        column(changes, Change::state, Integer[]::new),
        column(changes, Change::due, Instant[]::new),
        column(changes, Change::leaseUntil, Instant[]::new),
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
      @Nullable Instant leaseUntil,
      int refund,
      @Nullable String reason,
      boolean keep,
      byte @Nullable [] payload) {

    static Change of(Settlement settlement, Instant now) {
      return switch (settlement) {
        case Settlement.Complete it ->
            new Change(State.DONE, null, null, 0, null, it.outcome() != null, it.outcome());
        case Settlement.Fail it ->
            new Change(
                State.FAILED, null, null, 0, it.reason(), it.outcome() != null, it.outcome());
        case Settlement.Await it ->
            new Change(
                State.LEASED,
                null,
                notBefore(now, it.until()),
                it.countsAsAttempt() ? 0 : 1,
                it.reason(),
                true,
                it.payload());
        case Settlement.RetryAt it ->
            new Change(
                State.READY,
                notBefore(now, it.at()),
                null,
                it.countsAsAttempt() ? 0 : 1,
                it.reason(),
                true,
                it.payload());
      };
    }

    private static Instant notBefore(Instant now, Instant time) {
      return time.isBefore(now) ? now : time;
    }
  }
}
