package dev.chasqui.relay.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which subscriptions have a backlog or are paused, as it was a moment ago: batches of one or two
 * events come hundreds of times a second, and each would ask the database. What has to arrive in
 * order is never attempted first, so nothing overtakes it; what another instance pauses is still
 * posted to for that moment. Thread-safe.
 */
final class Backlogs {

  static final Duration FRESH_FOR = Duration.ofMillis(100);

  /** What is asked about again and again is asked about together, unless that is more. */
  static final int MOST_TOGETHER = 200;

  private static final Duration ASKED_AGAIN_WITHIN = Duration.ofSeconds(1);

  /** How long a stall is waited for. */
  static final Duration CATCH_UP_WITHIN = Duration.ofSeconds(1);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final UnaryOperator<Set<String>> queue;
  private final Ticker ticker;
  private final Cache<String, Boolean> behind;
  private final Cache<String, Boolean> asked;

  /**
   * @param queue those of some subscriptions that have something due waiting
   */
  Backlogs(UnaryOperator<Set<String>> queue, Ticker ticker) {
    this.queue = queue;
    this.ticker = ticker;
    this.behind = Caffeine.newBuilder().ticker(ticker).expireAfterWrite(FRESH_FOR).build();
    this.asked = Caffeine.newBuilder().ticker(ticker).expireAfterWrite(ASKED_AGAIN_WITHIN).build();
  }

  /**
   * Which of these have one. If most of them have one that take deliveries well, it is not their
   * fault but a stall's, and they are waited for, up to {@link #CATCH_UP_WITHIN}: what is queued
   * costs twice as much, and all that follows would be queued behind it. One that has more than it
   * can take is never waited for.
   *
   * @param isWell whether a subscription takes deliveries well
   */
  Set<String> afterCatchingUp(Set<String> subscriptions, Predicate<String> isWell)
      throws InterruptedException {
    long until = ticker.read() + CATCH_UP_WITHIN.toNanos();
    Set<String> behind = of(subscriptions);
    while (areCatchingUp(subscriptions, behind, isWell) && ticker.read() - until < 0) {
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
      behind = now(subscriptions);
    }
    return behind;
  }

  private static boolean areCatchingUp(
      Set<String> subscriptions, Set<String> behind, Predicate<String> isWell) {
    long catchingUp = behind.stream().filter(isWell).count();
    return catchingUp > 1 && 2 * catchingUp > subscriptions.size();
  }

  /** Which of these have one, as the queue has answered at most {@link #FRESH_FOR} ago. */
  Set<String> of(Set<String> subscriptions) {
    Map<String, Boolean> known = behind.getAllPresent(subscriptions);
    if (known.size() < subscriptions.size()) {
      return now(subscriptions);
    }
    subscriptions.forEach(it -> asked.put(it, true));
    return known.keySet().stream().filter(known::get).collect(Collectors.toSet());
  }

  /** Which of these have one now. */
  Set<String> now(Set<String> subscriptions) {
    subscriptions.forEach(it -> asked.put(it, true));
    Set<String> together = new HashSet<>(subscriptions);
    if (asked.estimatedSize() <= MOST_TOGETHER) {
      together.addAll(asked.asMap().keySet());
    }
    Set<String> found = new HashSet<>(queue.apply(together));
    together.forEach(it -> behind.put(it, found.contains(it)));
    found.retainAll(subscriptions);
    return found;
  }
}
