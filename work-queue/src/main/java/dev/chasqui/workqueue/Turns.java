package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import dev.chasqui.workqueue.Groups.Group;
import dev.chasqui.workqueue.Groups.Head;
import dev.chasqui.workqueue.Lanes.Lock;
import dev.chasqui.workqueue.Lanes.Locked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Locks what a batch of new items depends on: the lanes, and the leased items behind which some of
 * them are to wait, so that none of these ends unseen.
 */
final class Turns {

  private final Tables tables;
  private final Lanes lanes;
  private final Groups groups;

  Turns(Tables tables, Lanes lanes, Groups groups) {
    this.tables = tables;
    this.lanes = lanes;
    this.groups = groups;
  }

  /**
   * What nobody else changes until the transaction ends.
   *
   * @param now when that began
   * @param ids of all lanes of the batch
   * @param asleep those of them that may sleep past what is to wait or to start in them
   * @param orders the groups in which the items keep an order
   * @param busy those of them that have unfinished items
   */
  record Turn(
      Instant now, Map<String, Long> ids, Set<Long> asleep, Set<Group> orders, Set<Group> busy) {

    long id(String lane) {
      return requireNonNull(ids.get(lane), lane);
    }
  }

  Turn take(Connection tx, List<NewItem> items) throws SQLException {
    List<NewItem> unfinished = items.stream().filter(NewItem::isUnfinished).toList();
    // What is only recorded changes nothing in its lane; but all are created before any is locked.
    Map<String, Long> all =
        unfinished.size() < items.size() ? lanes.ids(tx, lanesOf(items)) : Map.of();
    boolean inOrder = unfinished.stream().anyMatch(it -> it.orderedGroup() != null);
    boolean starts = unfinished.stream().anyMatch(it -> it.start() instanceof Start.Now);
    Map<String, Locked> locked =
        lanes.lockToAdd(tx, lanesOf(unfinished), inOrder || starts ? Lock.ALONE : Lock.SHARED);
    Map<String, Long> ids = new HashMap<>(all);
    locked.forEach((lane, it) -> ids.put(lane, it.id()));
    Set<Group> orders = orders(unfinished, ids);
    return new Turn(
        now(tx, locked.values()), ids, asleep(locked.values()), orders, busy(tx, orders));
  }

  private Instant now(Connection tx, Collection<Locked> locked) throws SQLException {
    Optional<Instant> latest = locked.stream().map(Locked::now).max(Comparator.naturalOrder());
    return latest.isPresent() ? latest.get() : tables.now(tx);
  }

  private static Set<Long> asleep(Collection<Locked> locked) {
    return locked.stream().filter(Locked::sleeps).map(Locked::id).collect(Collectors.toSet());
  }

  private static Set<String> lanesOf(List<NewItem> items) {
    return items.stream().map(NewItem::lane).collect(Collectors.toSet());
  }

  /** Those of the groups that have unfinished items, none of which ends before the transaction. */
  private Set<Group> busy(Connection tx, Set<Group> orders) throws SQLException {
    Map<Group, Head> heads = groups.heads(tx, orders);
    while (!groups.hold(tx, heads.values())) {
      heads = groups.heads(tx, orders);
    }
    if (heads.values().stream().anyMatch(Head::forgotten)) {
      groups.letGo(tx, heads.keySet());
    }
    return heads.keySet();
  }

  private static Set<Group> orders(Collection<NewItem> unfinished, Map<String, Long> ids) {
    return unfinished.stream()
        .flatMap(it -> Group.of(requireNonNull(ids.get(it.lane())), it.orderedGroup()).stream())
        .collect(Collectors.toSet());
  }
}
