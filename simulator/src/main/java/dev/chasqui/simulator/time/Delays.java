package dev.chasqui.simulator.time;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs short work later. Tasks run one after another on one thread, in the order of their times, so
 * they must only hand work on. Thread-safe.
 */
public final class Delays implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Delays.class);

  private final ScheduledThreadPoolExecutor executor;
  private final int capacity;

  /**
   * Nothing waits yet.
   *
   * @param capacity how many tasks may wait; more are refused
   */
  public Delays(int capacity) {
    this.capacity = capacity;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("simulator-delays").factory());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
    executor.prestartAllCoreThreads();
  }

  /** Runs the task after the delay; false when too many wait already, or after close. */
  public boolean after(Duration delay, Runnable task) {
    if (executor.isShutdown() || executor.getQueue().size() >= capacity) {
      return false;
    }
    var _ = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return true;
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A delayed task failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
