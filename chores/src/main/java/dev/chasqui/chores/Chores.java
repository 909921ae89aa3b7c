package dev.chasqui.chores;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does chores, one after the other, on a thread of its own. Tells how late each is: for how long it
 * has been due and was not done, since it fails or the thread hangs.
 */
public final class Chores implements MeterBinder, AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final List<Routine> routines;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * All are due at once.
   *
   * @param name of the thread
   */
  public Chores(String name, List<Chore> chores, Ticker ticker) {
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    this.routines = chores.stream().map(chore -> new Routine(chore, ticker)).toList();
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (Routine routine : routines) {
      Gauge.builder("chasqui.chore.late", routine, Routine::lateSeconds)
          .description("For how long a chore has been due and was not done")
          .baseUnit("seconds")
          .tag("thread", thread.getName())
          .tag("chore", routine.name())
          .register(meters);
    }
  }

  /** Starts. */
  public void start() {
    thread.start();
  }

  /** Stops after the step at hand. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A step of each that is due; returns whether one of them has more to do at once. */
  boolean look() {
    boolean more = false;
    for (Routine routine : routines) {
      more |= routine.stepIfDue();
    }
    return more;
  }

  private void run() {
    try {
      boolean more = false;
      while (!closed.await(more ? 0 : LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        more = look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
