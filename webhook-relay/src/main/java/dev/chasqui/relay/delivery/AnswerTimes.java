package dev.chasqui.relay.delivery;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long subscriptions take to answer of late, and so how many are best posted to one at once.
 * Thread-safe.
 */
final class AnswerTimes {

  /**
   * At all subscriptions of a portion together that answer quickly: few are sooner done with these
   * than many, who get in each other's way.
   */
  private static final int MOST_POSTERS = 64;

  /** What never takes less is waiting for the network, not for this machine. */
  private static final Duration QUICK = Duration.ofMillis(10);

  /** When all that go to a subscription are to be done, if each takes as long as usual. */
  private static final Duration SOON = Duration.ofMillis(50);

  /** Of how many attempts the usual time is the mean, about. */
  private static final int LATEST = 8;

  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** A subscription that has a backlog gets no first attempts meanwhile. */
  private static final Duration KNOWN_FOR = Duration.ofMinutes(2);

  private static final Times UNKNOWN = new Times(Duration.ZERO, Duration.ZERO, 0);

  private final Map<String, Times> bySubscription = new ConcurrentHashMap<>();
  private final Ticker ticker;

  AnswerTimes(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * @param least the least time that an attempt took
   * @param usual a running mean
   * @param at when the last one was taken, by the ticker
   */
  private record Times(Duration least, Duration usual, long at) {

    Times anew() {
      return new Times(usual, usual, at);
    }

    Times and(Times one) {
      return new Times(
          one.least.compareTo(least) < 0 ? one.least : least,
          Duration.ofNanos(((LATEST - 1) * usual.toNanos() + one.usual.toNanos()) / LATEST),
          one.at);
    }
  }

  /** Notes that a delivery was taken. */
  void delivered(String subscription, Duration took) {
    bySubscription.merge(subscription, new Times(took, took, ticker.read()), Times::and);
  }

  /** Forgets a subscription that did not take a delivery. */
  void failed(String subscription) {
    bySubscription.remove(subscription);
  }

  /**
   * Forgets those that have taken nothing for a time, since they may have changed, or gone; and of
   * the others what was the least time until now. To be called each minute.
   */
  void forgetOld() {
    long old = ticker.read() - KNOWN_FOR.toNanos();
    bySubscription.values().removeIf(known -> known.at() - old < 0);
    // The least time, too, is of late.
    bySubscription.replaceAll((_, known) -> known.anew());
  }

  /** Whether a subscription has taken deliveries of late, each in a moment. */
  boolean isWell(String subscription) {
    Times times = bySubscription.get(subscription);
    return times != null && times.least().compareTo(MOMENT) < 0;
  }

  /**
   * How many post to a subscription at once: as many as are soon done. More would only have more
   * connections, each of which is used so rarely that it has to be checked first.
   *
   * @param deliveries to it that wait or are under way, at least 1
   * @param subscriptions that the portion posts to, it among them
   */
  int posters(String subscription, int deliveries, int subscriptions) {
    Times times = bySubscription.getOrDefault(subscription, UNKNOWN);
    long most =
        times.least().compareTo(QUICK) < 0
            ? MOST_POSTERS / subscriptions
            : times.usual().multipliedBy(deliveries).dividedBy(SOON) + 1;
    return Math.clamp(most, 1, deliveries);
  }
}
