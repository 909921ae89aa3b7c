package dev.chasqui.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may have large bodies in memory: so many at once, and of one tenant at most half of them, so
 * that none keeps the others out. Thread-safe.
 */
final class Turns {

  private final int atOnce;
  private final int mostOfOne;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Map<Object, Integer> taken = new HashMap<>();

  Turns(int atOnce) {
    this.atOnce = atOnce;
    this.mostOfOne = Math.max(1, atOnce / 2);
  }

  /** Waits for a turn; false if none came in time. */
  boolean await(Object tenant, Duration patience) {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (isFull(tenant)) {
        if (left <= 0) {
          return false;
        }
        left = ended.awaitNanos(left);
      }
      taken.merge(tenant, 1, Integer::sum);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull(Object tenant) {
    return taken.getOrDefault(tenant, 0) >= mostOfOne
        || taken.values().stream().mapToInt(Integer::intValue).sum() >= atOnce;
  }

  void end(Object tenant) {
    lock.lock();
    try {
      taken.computeIfPresent(tenant, (_, turns) -> turns == 1 ? null : turns - 1);
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
