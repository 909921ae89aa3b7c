package dev.chasqui.benchmarks.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what other processes do. */
public final class Waiting {

  /** Nothing is timed by it; to look more often would take time from what is measured. */
  private static final Duration NAP = Duration.ofMillis(250);

  private Waiting() {}

  /**
   * Returns once it is so.
   *
   * @throws IllegalStateException if it is not so in time
   */
  public static void until(String what, Duration within, BooleanSupplier isSo) {
    long end = System.nanoTime() + within.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Waited " + within.toSeconds() + " s in vain: " + what);
      }
      nap();
    }
  }

  /** Returns at a time of {@link System#nanoTime}, at once if that has passed. */
  public static void untilNanos(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  static void nap() {
    LockSupport.parkNanos(NAP.toNanos());
  }
}
