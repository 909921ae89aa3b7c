package dev.chasqui.simulator.received;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much was let through lately, by number and by pair of number and person. Thread-safe. */
public final class RateWindows {
  private static final long PAIR_INTERVAL = Duration.ofSeconds(6).toNanos();
  private static final long PAIR_BURST = 45;
  private static final int KEPT_PAIRS = 100_000;

  /** When a pair's allowance is whole again. */
  private record Pair(String phoneNumberId, String to) {}

  private final Map<String, SecondWindow> seconds = new ConcurrentHashMap<>();
  private final Map<Pair, Long> pairs = new ConcurrentHashMap<>();

  /** Takes one of so many a second; false when they are gone. */
  public boolean takeSecond(String phoneNumberId, int limit) {
    return seconds
        .computeIfAbsent(phoneNumberId, id -> new SecondWindow())
        .addUpTo(limit, System.nanoTime());
  }

  /** Takes one of a pair: one in 6 s, after a burst of 45; false when it is too early. */
  public boolean takePair(String phoneNumberId, String to) {
    var now = System.nanoTime();
    var allowed = new boolean[1];
    pairs.compute(
        new Pair(phoneNumberId, to),
        (pair, whole) -> {
          var from = whole == null || whole - now < 0 ? now : whole;
          allowed[0] = from - now <= (PAIR_BURST - 1) * PAIR_INTERVAL;
          return allowed[0] ? from + PAIR_INTERVAL : from;
        });
    if (pairs.size() > KEPT_PAIRS) {
      pairs.values().removeIf(whole -> whole - now < 0);
    }
    return allowed[0];
  }
}
