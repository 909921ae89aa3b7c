package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees to it that records of a partition are in one hand at a time, until they are recorded. When a
 * partition goes from one consumer of this process to another, that one may get what the first is
 * still recording. Thread-safe.
 */
final class Partitions {

  /** Whose a partition is, for how many batches. */
  private static final class Hand {

    private final Object owner;
    private int batches;

    private Hand(Object owner) {
      this.owner = owner;
    }
  }

  private final Map<TopicPartition, Hand> hands = new HashMap<>();

  /**
   * Takes partitions for a batch once nobody else has one of them; the owner may have them already.
   *
   * @return false if somebody still had one when the time was over
   */
  synchronized boolean take(Set<TopicPartition> partitions, Object owner, Duration atMost)
      throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (partitions.stream().anyMatch(it -> isOfAnother(it, owner))) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    partitions.forEach(it -> hands.computeIfAbsent(it, _ -> new Hand(owner)).batches++);
    return true;
  }

  private boolean isOfAnother(TopicPartition partition, Object owner) {
    Hand hand = hands.get(partition);
    return hand != null && !hand.owner.equals(owner);
  }

  /** Gives back what was taken for a batch. */
  synchronized void giveBack(Set<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      hands.computeIfPresent(partition, (_, hand) -> --hand.batches == 0 ? null : hand);
    }
    notifyAll();
  }
}
