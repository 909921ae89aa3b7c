package dev.chasqui.metrics;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gives a label of its own to the few who do most, and one label to all the rest, so that a metric
 * has a bounded number of series. Who is on the list is decided anew at each {@link #reconsider};
 * until the list is full, whoever comes first is on it. Thread-safe.
 */
public final class TopList {

  /** The label of all who are not on the list. */
  public static final String OTHERS = "other";

  private final int most;
  private final Consumer<String> onDropped;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Set<String> top = ConcurrentHashMap.newKeySet();

  /**
   * @param most how many have a label of their own; 0 for none
   * @param onDropped told of each who loses it, so that their series can end
   */
  public TopList(int most, Consumer<String> onDropped) {
    this.most = most;
    this.onDropped = onDropped;
  }

  /** The label of one, who is counted once more by this. */
  public String label(String name) {
    counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
    return top.contains(name) || joins(name) ? name : OTHERS;
  }

  /** Who has a label of their own now. */
  public Set<String> names() {
    return Set.copyOf(top);
  }

  private boolean joins(String name) {
    if (top.size() >= most) {
      return false;
    }
    synchronized (top) {
      return top.size() < most && (top.add(name) || top.contains(name));
    }
  }

  /**
   * Puts those on the list who did most lately: each call halves what was counted before. To be
   * called at regular times, about once a minute.
   */
  public void reconsider() {
    Set<String> now = busiest();
    synchronized (top) {
      Set<String> dropped = new HashSet<>(top);
      dropped.removeAll(now);
      top.retainAll(now);
      top.addAll(now);
      dropped.forEach(onDropped);
    }
    counts.replaceAll((_, count) -> halved(count));
    counts.values().removeIf(count -> count.sum() == 0);
  }

  private Set<String> busiest() {
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, LongAdder> e) -> e.getValue().sum())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static LongAdder halved(LongAdder count) {
    LongAdder half = new LongAdder();
    half.add(count.sum() / 2);
    return half;
  }
}
