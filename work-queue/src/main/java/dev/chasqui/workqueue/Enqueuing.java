package dev.chasqui.workqueue;

import dev.chasqui.workqueue.Groups.Group;
import dev.chasqui.workqueue.Turns.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds items: finds out what the lanes and groups allow, plans each item's state, inserts. */
final class Enqueuing {

  private final Tables tables;
  private final Lanes lanes;
  private final Groups groups;
  private final GroupPaces paces;
  private final Turns turns;
  private final String insertSql;

  Enqueuing(Tables tables, Lanes lanes, Groups groups, GroupPaces paces) {
    this.tables = tables;
    this.lanes = lanes;
    this.groups = groups;
    this.paces = paces;
    this.turns = new Turns(lanes, groups);
    this.insertSql =
        tables.sql(
            """
            INSERT INTO $item (lane_id, key, grp, ordered, state, attempt, fence, due_at,
                               expires_at, owner, lease_until, payload, quota_until, finished_at)
            SELECT lane_id, key, grp, ordered, state, attempt, CASE state WHEN 1 THEN 1 ELSE 0 END,
                   due_at, expires_at, owner, lease_until, payload, quota_until,
                   CASE WHEN state >= 3 THEN due_at END
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
              i (lane_id, key, grp, ordered, state, attempt, due_at, expires_at, owner, lease_until,
                 payload, quota_until, n)
            ORDER BY n ON CONFLICT (key) DO NOTHING RETURNING item_id, key""");
  }

  List<Enqueued> enqueue(Connection tx, List<NewItem> items) throws SQLException {
    if (items.isEmpty()) {
      return List.of();
    }
    long asked = System.nanoTime();
    Turn turn = turns.take(tx, items);
    Lanes.Look look = lanes.look(tx, turn.locked());
    Instant now = look.now();
    EnqueuePlan plan = plan(tx, items, turn, now);
    List<Optional<EnqueuePlan.Row>> rows =
        items.stream().map(item -> plan.add(item, turn.id(item.lane()))).toList();
    Map<String, Long> inserted = insert(tx, plan.rows());
    if (inserted.size() < plan.rows().size()) {
      // Another transaction came first with a key; what was to wait behind it may have no other.
      groups.letGo(tx, turn.orders());
    }
    lanes.spend(tx, plan.budgets());
    paces.spend(tx, plan.paces().values());
    if (!look.asleep().isEmpty()) {
      lanes.wakeUnlessFull(tx, look.asleep(), now);
    }
    return answers(items, rows, inserted, asked, now);
  }

  private EnqueuePlan plan(Connection tx, List<NewItem> items, Turn turn, Instant now)
      throws SQLException {
    List<NewItem> starting = items.stream().filter(i -> i.start() instanceof Start.Now).toList();
    Set<Long> budgeted = starting.stream().map(i -> turn.id(i.lane())).collect(Collectors.toSet());
    Map<Long, LaneBudget> budgets =
        budgeted.isEmpty() ? Map.of() : lanes.budgets(tx, budgeted, now);
    Set<Group> started =
        starting.stream()
            .flatMap(i -> Group.of(turn.id(i.lane()), i.group()).stream())
            .collect(Collectors.toSet());
    return new EnqueuePlan(
        now,
        budgets,
        paces.budgets(tx, started, budgets, now),
        turn.busy(),
        starting.isEmpty() && turn.orders().isEmpty() ? Set.of() : knownKeys(tx, items));
  }

  private Set<String> knownKeys(Connection tx, List<NewItem> items) throws SQLException {
    return new HashSet<>(
        Jdbc.query(
            tx,
            tables.sql("SELECT key FROM $item WHERE key = ANY (?)"),
            row -> row.getString("key"),
            (Object) items.stream().map(NewItem::key).toArray(String[]::new)));
  }

  private Map<String, Long> insert(Connection tx, List<EnqueuePlan.Row> rows) throws SQLException {
    Map<String, Long> inserted = new LinkedHashMap<>();
    Jdbc.query(
        tx,
        insertSql,
        row -> inserted.put(row.getString("key"), row.getLong("item_id")),
        rows.stream().map(EnqueuePlan.Row::laneId).toArray(Long[]::new),
        rows.stream().map(row -> row.item().key()).toArray(String[]::new),
        rows.stream().map(row -> row.item().group()).toArray(String[]::new),
        rows.stream().map(row -> row.item().ordered()).toArray(Boolean[]::new),
        rows.stream().map(EnqueuePlan.Row::state).toArray(Integer[]::new),
        rows.stream().map(EnqueuePlan.Row::attempt).toArray(Integer[]::new),
        rows.stream().map(EnqueuePlan.Row::due).toArray(Instant[]::new),
        rows.stream().map(row -> row.item().expiresAt()).toArray(Instant[]::new),
        rows.stream().map(EnqueuePlan.Row::owner).toArray(String[]::new),
        rows.stream().map(EnqueuePlan.Row::leaseUntil).toArray(Instant[]::new),
        rows.stream().map(EnqueuePlan.Row::payload).toArray(byte[][]::new),
        rows.stream().map(EnqueuePlan.Row::quotaUntil).toArray(Instant[]::new));
    return inserted;
  }

  private static List<Enqueued> answers(
      List<NewItem> items,
      List<Optional<EnqueuePlan.Row>> rows,
      Map<String, Long> inserted,
      long asked,
      Instant now) {
    List<Enqueued> answers = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String key = items.get(i).key();
      Long id = inserted.get(key);
      Enqueued duplicate = new Enqueued.Duplicate(key);
      answers.add(
          id == null
              ? duplicate
              : rows.get(i).map(r -> r.answer(id, asked, now)).orElse(duplicate));
    }
    return answers;
  }
}
