package dev.chasqui.simulator.received;

import java.time.Duration;

/**
 * Events within the last second, and the most that any second ever held. Exact: it keeps the time
 * of each event of the last second. Thread-safe.
 */
final class SecondWindow {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private long[] times = new long[64];
  private int head;
  private int size;
  private int peak;

  /** Notes an event at the time of {@link System#nanoTime}. */
  synchronized void add(long nanos) {
    expire(nanos);
    if (size == times.length) {
      grow();
    }
    times[(head + size) & (times.length - 1)] = nanos;
    size++;
    peak = Math.max(peak, size);
  }

  /** Notes an event unless the last second already holds so many; false when it does. */
  synchronized boolean addUpTo(int limit, long nanos) {
    expire(nanos);
    if (size >= limit) {
      return false;
    }
    add(nanos);
    return true;
  }

  synchronized int peak() {
    return peak;
  }

  private void expire(long nanos) {
    while (size > 0 && nanos - times[head] >= SECOND) {
      head = (head + 1) & (times.length - 1);
      size--;
    }
  }

  private void grow() {
    var bigger = new long[2 * times.length];
    for (var i = 0; i < size; i++) {
      bigger[i] = times[(head + i) & (times.length - 1)];
    }
    times = bigger;
    head = 0;
  }
}
