package dev.chasqui.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may do what takes much, such as large bodies: so many at once, and of one tenant at most half
 * of what the others leave, so that neither one nor a few keep the others out. Thread-safe.
 */
public final class Turns {

  private final int atOnce;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Map<Object, Integer> taken = new HashMap<>();

  /**
   * @param atOnce at least 1
   */
  public Turns(int atOnce) {
    this.atOnce = atOnce;
  }

  /** Waits for a turn, which has to be ended; false if none came in time. */
  public boolean await(Object tenant, Duration patience) {
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
    int own = taken.getOrDefault(tenant, 0);
    int others = taken.values().stream().mapToInt(Integer::intValue).sum() - own;
    // Of the last one a half is the whole.
    return own >= Math.ceilDiv(atOnce - others, 2);
  }

  /** Ends a turn that the tenant got. */
  public void end(Object tenant) {
    lock.lock();
    try {
      taken.computeIfPresent(tenant, (_, turns) -> turns == 1 ? null : turns - 1);
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
