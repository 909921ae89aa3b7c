package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import dev.chasqui.workqueue.Groups.Group;
import dev.chasqui.workqueue.Groups.Head;
import dev.chasqui.workqueue.Lanes.Lock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Locks what a batch of new items depends on: the lanes, and the leased items behind which some of
 * them are to wait, so that none of these ends unseen.
 */
final class Turns {

  private final Lanes lanes;
  private final Groups groups;

  Turns(Lanes lanes, Groups groups) {
    this.lanes = lanes;
    this.groups = groups;
  }

  /**
   * What nobody else changes until the transaction ends.
   *
   * @param ids of all lanes of the batch
   * @param locked those of them in which something is to wait or to start
   * @param orders the groups in which the items keep an order
   * @param busy those of them that have unfinished items
   */
  record Turn(Map<String, Long> ids, Set<Long> locked, Set<Group> orders, Set<Group> busy) {

    long id(String lane) {
      return requireNonNull(ids.get(lane), lane);
    }
  }

  Turn take(Connection tx, List<NewItem> items) throws SQLException {
    List<NewItem> unfinished = items.stream().filter(NewItem::isUnfinished).toList();
    // What is only recorded changes nothing in its lane; but all are created before any is locked.
    Map<String, Long> all =
        unfinished.size() < items.size() ? lanes.ids(tx, lanesOf(items)) : Map.of();
    Set<String> names = lanesOf(unfinished);
    Turn turn;
    if (unfinished.stream().allMatch(it -> it.orderedGroup() == null)) {
      boolean starts = unfinished.stream().anyMatch(it -> it.start() instanceof Start.Now);
      turn = unordered(lanes.lockNamed(tx, names, starts ? Lock.ALONE : Lock.SHARED));
    } else {
      turn = ordered(tx, names, unfinished);
    }
    turn.ids().putAll(all);
    return turn;
  }

  private static Set<String> lanesOf(List<NewItem> items) {
    return items.stream().map(NewItem::lane).collect(Collectors.toSet());
  }

  private static Turn unordered(Map<String, Long> ids) {
    return new Turn(ids, Set.copyOf(ids.values()), Set.of(), Set.of());
  }

  private Turn ordered(Connection tx, Set<String> names, List<NewItem> unfinished)
      throws SQLException {
    Map<String, Long> ids = lanes.lockNamed(tx, names, Lock.ALONE);
    Set<Group> orders = orders(unfinished, ids);
    Map<Group, Head> heads = groups.heads(tx, orders);
    while (!groups.hold(tx, heads.values())) {
      heads = groups.heads(tx, orders);
    }
    if (heads.values().stream().anyMatch(Head::forgotten)) {
      groups.letGo(tx, heads.keySet());
    }
    return new Turn(ids, Set.copyOf(ids.values()), orders, heads.keySet());
  }

  private static Set<Group> orders(Collection<NewItem> unfinished, Map<String, Long> ids) {
    return unfinished.stream()
        .flatMap(it -> Group.of(requireNonNull(ids.get(it.lane())), it.orderedGroup()).stream())
        .collect(Collectors.toSet());
  }
}
