package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many deliveries are attempted before they are recorded together: the more, the less each
 * costs, as long as all are done in time; what is not would go to the queue. Thread-safe.
 */
final class Portion {

  /** Two of each consumer are under way at once, and on a busy machine must be done in time. */
  private static final int LEAST = 100;

  private static final int MOST = 2_000;

  /** It grows by a tenth. */
  private static final int STEPS = 10;

  private final Duration time;
  private final AtomicInteger size = new AtomicInteger(LEAST);

  /**
   * @param time what the attempts of a portion must not take
   */
  Portion(Duration time) {
    this.time = time;
  }

  int size() {
    return size.get();
  }

  /**
   * Notes how long a portion's attempts took: grows slowly while there is time left, shrinks at
   * once.
   *
   * @param full whether it had as many deliveries as it may have, be they attempted or not: less
   *     say nothing of more
   */
  void took(boolean full, Duration took) {
    if (took.compareTo(time.multipliedBy(3).dividedBy(4)) > 0) {
      size.updateAndGet(now -> Math.max(LEAST, now / 2));
    } else if (full && took.compareTo(time.dividedBy(2)) < 0) {
      size.updateAndGet(now -> Math.min(MOST, now + now / STEPS));
    }
  }
}
