package dev.chasqui.workqueue;

import java.time.Duration;
import org.slf4j.Logger;

/** Logs once when something begins to fail and once when it works again. For one thread. */
final class Outage {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Logger log;
  private final String what;
  private int failures;
  private long since;

  Outage(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** How long to wait before the next try. */
  Duration begunOrGoesOn(Throwable e) {
    if (failures++ == 0) {
      since = System.nanoTime();
      if (WorkQueueException.isTransient(e)) {
        log.warn("{} stopped, will go on when the database is back: {}", what, e.getMessage());
      } else {
        log.error("{} stopped, will be tried again", what, e);
      }
    }
    Duration pause = SHORTEST.multipliedBy(1L << Math.min(failures - 1, 6));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  void over() {
    if (failures > 0) {
      long millis = (System.nanoTime() - since) / 1_000_000;
      log.info("{} goes on after {} ms and {} failures", what, millis, failures);
      failures = 0;
    }
  }
}
