package dev.chasqui.simulator.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a request wait. Ends every wait when the simulator stops. Thread-safe. */
public final class Pauses implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Waits so long, or until close. */
  public void pause(Duration duration) {
    try {
      var _ = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
