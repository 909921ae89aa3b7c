package dev.chasqui.workqueue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The lanes' rows and their locks. Who changes items locks their lanes first, always in the order
 * of their ids, and wakes the lanes last; a claim that finds a lane empty may put it to sleep only
 * while nobody else holds any lock on it, and looks once more after it has that. So a lane that has
 * something to do is never asleep. A claim that holds a lane waits for another only for a moment.
 */
final class Lanes {

  /** How a lane is locked. */
  enum Lock {
    /** Beside others: items come and go, but nothing that depends on the others is decided. */
    SHARED("KEY SHARE"),
    /** Alone but for {@link #SHARED}: permits, room or the order of a group are decided. */
    ALONE("NO KEY UPDATE");

    private final String sql;

    Lock(String sql) {
      this.sql = " ORDER BY lane_id FOR " + sql;
    }
  }

  private static final String NEXT_READY =
      """
      coalesce((SELECT i.due_at FROM $item i WHERE i.lane_id = l.lane_id AND i.state = 0
                ORDER BY i.due_at LIMIT 1), 'infinity')""";

  /** As many as are in flight, or the cap. */
  private static final String LEASED =
      """
      (SELECT count(*) FROM (SELECT 1 FROM $item i
         WHERE i.lane_id = l.lane_id AND i.state = 1 LIMIT l.cap) leased)""";

  private static final String NEXT_LOOK =
      "greatest(?, l.paused_until, $permit, " + NEXT_READY + ")";

  /**
   * When a claim looks at a lane that is at its cap: not before somebody makes room and wakes it,
   * whatever is added meanwhile. It is not {@code infinity}, so that this one is told from a lane
   * that has nothing to do; and later than what {@link Jdbc} writes for any other time.
   */
  private static final String FULL = "timestamptz '9999-12-31 00:00:00.000001Z'";

  /** Also of one that only says that it is full; what is in flight is counted only then. */
  private static final String NOT_FULL = "(l.next_due <> " + FULL + " OR l.cap > " + LEASED + ")";

  private static final String REST =
      """
      UPDATE $lane l SET next_due = greatest(?, $permit,
        CASE WHEN l.lane_id <> ALL (?) THEN '-infinity'
             WHEN l.cap <= %s THEN %s
             ELSE greatest(l.paused_until, %s) END)
      WHERE l.lane_id = ANY (?)"""
          .formatted(LEASED, FULL, NEXT_READY);

  private final Tables tables;
  private final RandomGenerator random;

  Lanes(Tables tables, RandomGenerator random) {
    this.tables = tables;
    this.random = random;
  }

  /** The ids of lanes by name; those that are unknown are created. */
  Map<String, Long> ids(Connection tx, Set<String> lanes) throws SQLException {
    return named(tx, lanes, "");
  }

  /** The same, and locks them. The caller has locked none before that others may want to create. */
  Map<String, Long> lockNamed(Connection tx, Set<String> lanes, Lock lock) throws SQLException {
    return named(tx, lanes, lock.sql);
  }

  /**
   * None is locked before all are there: who creates one waits for another who does the same, and
   * who may want one that is there.
   */
  private Map<String, Long> named(Connection tx, Set<String> lanes, String lock)
      throws SQLException {
    Map<String, Long> ids = read(tx, lanes, lock);
    if (ids.size() < lanes.size()) {
      create(tx, lanes);
      ids = read(tx, lanes, lock);
    }
    return ids;
  }

  /** All of them, or none while one is missing. */
  private Map<String, Long> read(Connection tx, Set<String> lanes, String lock)
      throws SQLException {
    Map<String, Long> ids = new HashMap<>();
    String[] names = lanes.toArray(String[]::new);
    Jdbc.query(
        tx,
        tables.sql(
            """
            SELECT lane, lane_id FROM $lane
            WHERE lane = ANY (?) AND (SELECT count(*) FROM $lane WHERE lane = ANY (?)) = ?"""
                + lock),
        row -> ids.put(row.getString("lane"), row.getLong("lane_id")),
        names,
        names,
        names.length);
    return ids;
  }

  /** In the order of {@link WorkQueue#configure}. */
  private void create(Connection tx, Collection<String> lanes) throws SQLException {
    LaneSettings settings = LaneSettings.unpaced("any");
    Jdbc.update(
        tx,
        tables.sql(
            """
            INSERT INTO $lane (lane, pace_us, burst, cap)
            SELECT name, ?, ?, ? FROM unnest(?) WITH ORDINALITY l (name, n)
            ORDER BY n ON CONFLICT DO NOTHING"""),
        settings.paceMicros(),
        settings.burst(),
        settings.maxInFlight(),
        lanes.stream().sorted().toArray(String[]::new));
  }

  void lock(Connection tx, Collection<Long> ids, Lock lock) throws SQLException {
    lock(tx, ids, lock.sql);
  }

  /**
   * Locks lanes {@link Lock#ALONE} unless somebody else has one of them, which fails the
   * transaction. NOWAIT saves the moment that {@link Jdbc#unlessItWaits} would take.
   */
  boolean lockAtOnce(Connection tx, Collection<Long> ids) throws SQLException {
    return Jdbc.unlessItWaits(
            tx,
            () -> {
              lock(tx, ids, Lock.ALONE.sql + " NOWAIT");
              return true;
            })
        .isPresent();
  }

  private void lock(Connection tx, Collection<Long> ids, String lock) throws SQLException {
    Jdbc.query(
        tx,
        tables.sql("SELECT lane_id FROM $lane WHERE lane_id = ANY (?)" + lock),
        row -> row.getLong(1),
        (Object) ids.toArray(Long[]::new));
  }

  /**
   * Lanes that somebody has locked and adds to.
   *
   * @param asleep those that may sleep past what is added; the others are awake, and stay so as
   *     long as they are locked
   */
  record Look(Instant now, Set<Long> asleep) {}

  /**
   * Looks at lanes that the caller has locked, not while it locks them: a shared lock may be given
   * with the values of a row from before a change that was waited for.
   */
  Look look(Connection tx, Collection<Long> ids) throws SQLException {
    String asleep =
        "SELECT l.lane_id FROM $lane l WHERE l.lane_id = ANY (?)"
            + " AND l.next_due > greatest($now, l.paused_until, $permit) AND "
            + NOT_FULL;
    return Jdbc.query(
            tx,
            tables.sql("SELECT $now AS now, ARRAY(" + asleep + ") AS asleep"),
            row ->
                new Look(
                    Jdbc.requiredTime(row, "now"),
                    Set.of((Long[]) row.getArray("asleep").getArray())),
            (Object) ids.toArray(Long[]::new))
        .getFirst();
  }

  /** What lanes that the caller has locked {@link Lock#ALONE} allow now, by id. */
  Map<Long, LaneBudget> budgets(Connection tx, Collection<Long> ids, Instant now)
      throws SQLException {
    Map<Long, LaneBudget> budgets = new HashMap<>();
    Jdbc.query(
        tx,
        tables.sql(
            """
            SELECT l.*, l.cap - %s AS room,
                   l.paused_until <= ? AND %s > ? AS open
            FROM $lane l WHERE l.lane_id = ANY (?)"""
                .formatted(LEASED, NEXT_READY)),
        row -> budgets.put(row.getLong("lane_id"), new LaneBudget(row, now, random)),
        now,
        now,
        ids.toArray(Long[]::new));
    beginDays(tx, budgets);
    return budgets;
  }

  /** Before anything is leased, since items are stamped with the day whose quota they use. */
  private void beginDays(Connection tx, Map<Long, LaneBudget> budgets) throws SQLException {
    for (Map.Entry<Long, LaneBudget> lane : budgets.entrySet()) {
      QuotaDay day = lane.getValue().day();
      if (day.begun()) {
        String sql = "UPDATE $lane SET quota_until = ?, quota_used = 0 WHERE lane_id = ?";
        Jdbc.update(tx, tables.sql(sql), day.until(), lane.getKey());
      }
    }
  }

  /** Writes down the permits that were taken. */
  void spend(Connection tx, Map<Long, LaneBudget> budgets) throws SQLException {
    if (budgets.isEmpty()) {
      return;
    }
    Jdbc.update(
        tx,
        tables.sql(
            """
            UPDATE $lane l SET tat_us = s.tat_us, cut_tat_us = s.cut_tat_us, quota_used = s.used
            FROM unnest(?, ?, ?, ?) s (lane_id, tat_us, cut_tat_us, used)
            WHERE l.lane_id = s.lane_id
              AND (l.tat_us <> s.tat_us OR l.cut_tat_us <> s.cut_tat_us OR l.quota_used <> s.used)"""),
        budgets.keySet().toArray(Long[]::new),
        budgets.values().stream().map(LaneBudget::tatUs).toArray(Long[]::new),
        budgets.values().stream().map(LaneBudget::cutTatUs).toArray(Long[]::new),
        budgets.values().stream().map(budget -> budget.day().used()).toArray(Integer[]::new));
  }

  /**
   * Gives back to the lanes what these items used of today's quota, in lanes that the caller has
   * locked; the lock is made exclusive if there is anything to give, for all at once and in order.
   * A lane that had used it up is woken whatever is ready in it, as a full one is by {@link #wake}.
   */
  void giveBack(Connection tx, List<Counted> unused, Collection<Long> ids) throws SQLException {
    List<Counted> counted = unused.stream().filter(it -> it.quotaUntil() != null).toList();
    if (!counted.isEmpty()) {
      lock(tx, ids, Lock.ALONE);
      Jdbc.update(
          tx,
          tables.sql(
              """
              UPDATE $lane l SET quota_used = greatest(0, l.quota_used - s.n),
                next_due = CASE WHEN l.quota_used < l.quota THEN l.next_due
                  ELSE least(l.next_due, greatest($now, l.paused_until)) END
              FROM (SELECT lane_id, quota_until, count(*) AS n
                    FROM unnest(?, ?) u (lane_id, quota_until) GROUP BY 1, 2) s
              WHERE l.lane_id = s.lane_id AND l.quota_until = s.quota_until"""),
          counted.stream().map(Counted::laneId).toArray(Long[]::new),
          counted.stream().map(Counted::quotaUntil).toArray(Instant[]::new));
    }
  }

  /** Those of the lanes that sleep past what is ready in them, or until room is made. */
  List<Long> asleep(Connection tx, Collection<Long> ids, Instant now) throws SQLException {
    return asleep(tx, ids, now, "(l.next_due = " + FULL + " OR l.next_due > " + NEXT_LOOK + ")");
  }

  private List<Long> asleep(Connection tx, Collection<Long> ids, Instant now, String condition)
      throws SQLException {
    String sql = "SELECT l.lane_id FROM $lane l WHERE l.lane_id = ANY (?) AND " + condition;
    return Jdbc.query(tx, tables.sql(sql), row -> row.getLong(1), ids.toArray(Long[]::new), now);
  }

  /**
   * Makes claims look at lanes that the caller has locked and in which it may have made room, if
   * they sleep past what is ready. A full one is woken whatever is ready in it: what is being added
   * meanwhile cannot be seen, and has not woken it.
   */
  void wake(Connection tx, Collection<Long> ids, Instant now) throws SQLException {
    wakeThose(tx, asleep(tx, ids, now), now);
  }

  /**
   * The same where the caller has made no room: a full lane sleeps on. One that only says that it
   * is full is woken, since an instance of an earlier version may have made room in it.
   */
  void wakeUnlessFull(Connection tx, Collection<Long> ids, Instant now) throws SQLException {
    wakeThose(tx, asleep(tx, ids, now, NOT_FULL + " AND l.next_due > " + NEXT_LOOK), now);
  }

  private void wakeThose(Connection tx, List<Long> asleep, Instant now) throws SQLException {
    if (asleep.isEmpty()) {
      return;
    }
    lock(tx, asleep, Lock.ALONE);
    Jdbc.update(
        tx,
        tables.sql(
            "UPDATE $lane l SET next_due = CASE WHEN l.next_due = "
                + FULL
                + " THEN greatest(?, l.paused_until, $permit) ELSE least(l.next_due, "
                + NEXT_LOOK
                + ") END WHERE lane_id = ANY (?)"),
        now,
        now,
        asleep.toArray(Long[]::new));
  }

  /** After a claim: writes the permits down, and when the next claim should look at the lanes. */
  void rest(Connection tx, Map<Long, LaneBudget> budgets, Instant now) throws SQLException {
    spend(tx, budgets);
    Long[] ids = budgets.keySet().toArray(Long[]::new);
    // Where others hold a lock, items may be coming that this transaction can't see yet.
    List<Long> quiet =
        Jdbc.query(
            tx,
            tables.sql("SELECT lane_id FROM $lane WHERE lane_id = ANY (?) FOR UPDATE SKIP LOCKED"),
            row -> row.getLong(1),
            (Object) ids);
    Jdbc.update(tx, tables.sql(REST), now, quiet.toArray(Long[]::new), ids);
  }
}
