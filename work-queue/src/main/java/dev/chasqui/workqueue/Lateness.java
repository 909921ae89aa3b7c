package dev.chasqui.workqueue;

import java.util.Arrays;

/**
 * By how much leases arrive late as a rule. With a database that is slow, all of them do; work that
 * begins late by the same time keeps the distances of its permits, so that the pace holds.
 * Thread-safe.
 */
final class Lateness {

  /** What is usual is the least of so many arrivals: one that stalled says nothing. */
  private static final int ARRIVALS = 8;

  /** Shrinking moves permits closer together; by so small a part that no pace is exceeded. */
  private static final int SHRINKS_BY = 100;

  private final long[] latest = new long[ARRIVALS];
  private int arrivals;
  private long usual;
  private long since;

  /**
   * Notes that leases arrived; times are {@link System#nanoTime()}.
   *
   * @return the usual lateness from now on, in nanoseconds
   */
  synchronized long arrived(long asked, long received) {
    latest[arrivals++ % ARRIVALS] = received - asked;
    long least = Arrays.stream(latest).min().orElse(0);
    usual = Math.max(least, usual - (received - since) / SHRINKS_BY);
    since = received;
    return usual;
  }
}
