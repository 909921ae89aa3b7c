package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leases what is due: a few lanes at a time, an equal share of each, the longest unseen first. */
final class Claiming {

  /** More lanes make a claim longer, fewer make its locks and its commit dearer for each item. */
  static final int LANES = 50;

  private static final String OVERDUE = "$now - interval '250 ms'";

  private final Tables tables;
  private final Lanes lanes;
  private final GroupClaims groups;
  private final String leaseSql;
  private final String leaseChosenSql;
  private final String takeOverSql;

  Claiming(Tables tables, Lanes lanes, GroupClaims groups) {
    this.tables = tables;
    this.lanes = lanes;
    this.groups = groups;
    String counted =
        """
        , quota_until = (SELECT CASE WHEN l.quota IS NOT NULL THEN l.quota_until END
                         FROM $lane l WHERE l.lane_id = i.lane_id)""";
    // The sum keeps the index of all that is in this state from offering itself.
    String lease =
        """
        UPDATE $item i SET state = 1, attempt = attempt + 1, fence = fence + 1, owner = ?,
                           lease_until = ?%s
        WHERE i.ctid = ANY (ARRAY(%s)) AND i.state + 0 = %d
        RETURNING i.*, (SELECT l.lane FROM $lane l WHERE l.lane_id = i.lane_id) AS lane""";
    leaseSql =
        tables.sql(
            lease.formatted(
                counted,
                """
                SELECT r.ctid FROM unnest(?, ?) w (lane_id, n) CROSS JOIN LATERAL (
                  SELECT ctid FROM $item
                  WHERE lane_id = w.lane_id AND state = 0 AND due_at <= ?
                  ORDER BY due_at, item_id LIMIT w.n) r""",
                State.READY));
    leaseChosenSql =
        tables.sql(
            lease.formatted(counted, "SELECT ctid FROM $item WHERE key = ANY (?)", State.READY));
    takeOverSql =
        tables.sql(
            lease.formatted(
                "",
                """
                SELECT ctid FROM $item WHERE state = 1 AND lease_until <= ?
                ORDER BY lease_until LIMIT ? FOR UPDATE SKIP LOCKED""",
                State.LEASED));
  }

  /**
   * A look at some lanes.
   *
   * @param putOff how many due items their groups did not allow
   */
  record Look(int lanes, List<Lease> leases, int putOff) {

    /** Whether there may be more that is due although nothing was found in these lanes. */
    boolean again(ClaimRequest request) {
      return leases.isEmpty() && (lanes == Math.min(LANES, request.limit()) || putOff > 0);
    }
  }

  Look claim(Connection tx, ClaimRequest request) throws SQLException {
    long asked = System.nanoTime();
    List<Long> locked = lockDue(tx, Math.min(LANES, request.limit()));
    if (locked.isEmpty()) {
      return new Look(0, List.of(), 0);
    }
    // A statement after the one that locks, since only a new snapshot is sure to see all changes.
    Instant now = tables.now(tx);
    Map<Long, LaneBudget> budgets = lanes.budgets(tx, locked, now);
    Asked by = new Asked(request, now, asked);
    int share = Math.max(1, request.limit() / budgets.size());
    Map<Boolean, Map<Long, LaneBudget>> askGroups = askGroups(budgets);
    List<Lease> leases = leaseFirst(tx, by, requireNonNull(askGroups.get(false)), share);
    GroupClaims.Choice choice = groups.choose(tx, requireNonNull(askGroups.get(true)), share, now);
    leases.addAll(leaseChosen(tx, by, choice.starts()));
    leases.sort(Comparator.comparing(Lease::sendAt));
    lanes.rest(tx, budgets, now);
    return new Look(locked.size(), leases, choice.later().size());
  }

  private static Map<Boolean, Map<Long, LaneBudget>> askGroups(Map<Long, LaneBudget> budgets) {
    return budgets.entrySet().stream()
        .collect(
            partitioningBy(
                it -> it.getValue().asksGroups(), toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private List<Long> lockDue(Connection tx, int limit) throws SQLException {
    String due = "SELECT lane_id FROM $lane WHERE next_due <= %s ORDER BY next_due LIMIT %d ";
    return free(
        tx,
        () -> {
          List<Long> free =
              lock(tx, due.formatted("$now", limit) + "FOR NO KEY UPDATE SKIP LOCKED");
          // Queues up for a lane that is locked whenever a claim passes by, as by many enqueues.
          return free.isEmpty() && isAnyOverdue(tx)
              ? lock(tx, due.formatted(OVERDUE, 1) + "FOR NO KEY UPDATE")
              : free;
        });
  }

  /**
   * Locks what is free, in no order; nothing if it has to wait for more than a moment, and takes
   * the transaction back then: this has to be the first that it locks. What comes after may wait,
   * as for items that are kept waiting.
   */
  private static <T> List<T> free(Connection tx, Jdbc.Step<List<T>> locking) throws SQLException {
    Optional<List<T>> locked = Jdbc.unlessItWaits(tx, locking);
    if (locked.isEmpty()) {
      tx.rollback();
    }
    return locked.orElse(List.of());
  }

  private List<Long> lock(Connection tx, String sql) throws SQLException {
    return Jdbc.query(tx, tables.sql(sql), row -> row.getLong(1));
  }

  private boolean isAnyOverdue(Connection tx) throws SQLException {
    String overdue = "SELECT 1 FROM $lane WHERE next_due <= " + OVERDUE + " LIMIT 1";
    return !Jdbc.query(tx, tables.sql(overdue), row -> row.getInt(1)).isEmpty();
  }

  /** Leases the first due items of each lane. */
  private List<Lease> leaseFirst(Connection tx, Asked by, Map<Long, LaneBudget> budgets, int share)
      throws SQLException {
    if (budgets.isEmpty()) {
      return new ArrayList<>();
    }
    Integer[] wanted =
        budgets.values().stream().map(budget -> budget.atMost(share)).toArray(Integer[]::new);
    List<Found> found =
        Jdbc.query(
            tx,
            leaseSql,
            row -> Found.read(row, by, false),
            by.request().owner(),
            by.leaseUntil(),
            budgets.keySet().toArray(Long[]::new),
            wanted,
            by.now());
    found.sort(Comparator.comparing(Found::due).thenComparingLong(f -> f.lease().itemId()));
    List<Lease> leases = new ArrayList<>(found.size());
    for (Found one : found) {
      LaneBudget budget = requireNonNull(budgets.get(one.laneId()));
      leases.add(one.lease().permitted(budget.take(), budget.paced(null)));
    }
    return leases;
  }

  private List<Lease> leaseChosen(Connection tx, Asked by, Map<String, GroupClaims.Start> starts)
      throws SQLException {
    if (starts.isEmpty()) {
      return List.of();
    }
    return Jdbc.query(
        tx,
        leaseChosenSql,
        row -> {
          Lease lease = Found.read(row, by, false).lease();
          GroupClaims.Start start = requireNonNull(starts.get(lease.key()));
          return lease.permitted(start.at(), start.paced());
        },
        by.request().owner(),
        by.leaseUntil(),
        starts.keySet().toArray(String[]::new));
  }

  List<Lease> takeOver(Connection tx, ClaimRequest request) throws SQLException {
    long asked = System.nanoTime();
    Asked by = new Asked(request, tables.now(tx), asked);
    return free(
        tx,
        () ->
            Jdbc.query(
                tx,
                takeOverSql,
                row -> Found.read(row, by, true).lease(),
                request.owner(),
                by.leaseUntil(),
                by.now(),
                request.limit()));
  }

  /** Who asks, and when by the database's clock and by this process's. */
  private record Asked(ClaimRequest request, Instant now, long nanos) {

    Instant leaseUntil() {
      return now.plus(request.lease());
    }
  }

  /** A row that was leased, without a permit as yet. */
  private record Found(long laneId, Instant due, Lease lease) {

    static Found read(ResultSet row, Asked by, boolean takenOver) throws SQLException {
      Lease lease = Lease.read(row, by.now(), by.nanos(), takenOver);
      return new Found(row.getLong("lane_id"), requireNonNull(Jdbc.time(row, "due_at")), lease);
    }
  }
}
