package dev.chasqui.workqueue;

import dev.chasqui.workqueue.Groups.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides, item by item, in which state a batch is inserted. No database here. */
final class EnqueuePlan {

  /** An item as it is to be inserted. */
  record Row(
      NewItem item,
      long laneId,
      int state,
      int attempt,
      Instant due,
      @Nullable Instant sendAt,
      @Nullable String owner,
      @Nullable Instant leaseUntil,
      boolean paced,
      @Nullable Instant quotaUntil) {

    byte @Nullable [] payload() {
      return item.start() instanceof Start.Finished finished ? finished.outcome() : item.payload();
    }

    Enqueued answer(long itemId, long asked, Instant now) {
      if (state >= State.DONE) {
        return new Enqueued.Recorded(item.key());
      }
      if (sendAt == null || leaseUntil == null) {
        return new Enqueued.Waiting(item.key());
      }
      return new Enqueued.Leased(
          new Lease(
              itemId,
              item.lane(),
              item.key(),
              item.group(),
              attempt,
              1,
              now,
              sendAt,
              leaseUntil,
              asked,
              paced,
              item.payload(),
              false));
    }
  }

  private final Instant now;
  private final Map<Long, LaneBudget> budgets;
  private final Map<Group, GroupBudget> paces;
  private final Set<Group> busy;
  private final Set<String> known;
  private final Set<Long> backlog = new HashSet<>();
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param budgets of the lanes in which something wants to start now
   * @param paces of the groups that have to be asked
   * @param busy the groups that have unfinished items in order
   * @param known the keys that are no longer free
   */
  EnqueuePlan(
      Instant now,
      Map<Long, LaneBudget> budgets,
      Map<Group, GroupBudget> paces,
      Set<Group> busy,
      Set<String> known) {
    this.now = now;
    this.budgets = budgets;
    this.paces = paces;
    this.busy = new HashSet<>(busy);
    this.known = new HashSet<>(known);
  }

  List<Row> rows() {
    return rows;
  }

  Map<Long, LaneBudget> budgets() {
    return budgets;
  }

  Map<Group, GroupBudget> paces() {
    return paces;
  }

  /** Plans the next item of the batch; empty if its key is known already. */
  Optional<Row> add(NewItem item, long laneId) {
    Optional<Row> row = known.add(item.key()) ? Optional.of(row(item, laneId)) : Optional.empty();
    row.ifPresent(rows::add);
    return row;
  }

  private Row row(NewItem item, long laneId) {
    return switch (item.start()) {
      case Start.Finished(boolean success, byte[] _) ->
          waiting(item, laneId, success ? State.DONE : State.FAILED, 1, now);
      case Start.InFlight(String owner, Duration lease) -> {
        occupy(item, laneId);
        yield leased(item, laneId, now, owner, lease, false, null);
      }
      case Start.Due(Instant at) -> queued(item, laneId, 0, at);
      case Start.RetryAt(Instant at, int attempts) -> queued(item, laneId, attempts, at);
      case Start.Now(String owner, Duration lease) -> {
        Optional<LaneBudget> budget = open(laneId);
        if (budget.isEmpty() || !occupy(item, laneId)) {
          yield queuedBehind(item, laneId);
        }
        yield permitted(item, laneId, budget.get(), owner, lease);
      }
    };
  }

  private Row permitted(NewItem item, long laneId, LaneBudget lane, String owner, Duration lease) {
    @Nullable GroupBudget group = Group.of(laneId, item.group()).map(paces::get).orElse(null);
    if (group != null && !lane.suits(group)) {
      return waiting(item, laneId, State.READY, 0, group.later());
    }
    boolean paced = lane.paced() || (group != null && group.paced());
    return leased(item, laneId, lane.take(group), owner, lease, paced, lane.day().until());
  }

  private Row queuedBehind(NewItem item, long laneId) {
    return queued(item, laneId, 0, now);
  }

  private Row queued(NewItem item, long laneId, int attempts, Instant at) {
    boolean first = occupy(item, laneId);
    if (first && !at.isAfter(now)) {
      backlog.add(laneId);
    }
    return waiting(item, laneId, first ? State.READY : State.HELD, attempts, at);
  }

  private Optional<LaneBudget> open(long laneId) {
    return Optional.ofNullable(budgets.get(laneId))
        .filter(budget -> budget.open() && budget.atMost(1) == 1 && !backlog.contains(laneId));
  }

  /** False if the item keeps an order and its group had something unfinished before. */
  private boolean occupy(NewItem item, long laneId) {
    return Group.of(laneId, item.orderedGroup()).map(busy::add).orElse(true);
  }

  private static Row waiting(NewItem item, long laneId, int state, int attempts, Instant at) {
    return new Row(item, laneId, state, attempts, at, null, null, null, false, null);
  }

  private Row leased(
      NewItem item,
      long laneId,
      Instant sendAt,
      String owner,
      Duration lease,
      boolean paced,
      @Nullable Instant quotaUntil) {
    Instant until = now.plus(lease);
    return new Row(item, laneId, State.LEASED, 1, now, sendAt, owner, until, paced, quotaUntil);
  }
}
