package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Records portions of batches one after the other, each while the next is attempted, since one
 * waits for the database and the other for subscribers. What cannot be recorded now is tried again
 * until it is. Used by one thread.
 */
final class PortionRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(PortionRecorder.class);
  private static final ExponentialBackOff WAITS = new ExponentialBackOff(100, 2);

  static {
    WAITS.setMaxInterval(5_000);
  }

  private final Consumer<Collection<Addressed>> recorder;
  private final Executor threads;
  private final Duration patience;

  /** All that was given, and what was to follow that, in this order. */
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  private volatile Set<String> underWay = Set.of();

  /** Why the last portion is not recorded yet, if that was tried in vain. */
  private volatile @Nullable Throwable failure;

  /**
   * @param recorder returns once a portion is recorded, and throws if it cannot be
   * @param threads ended by interrupting them
   * @param patience for how long the next portion waits for the one before
   */
  PortionRecorder(Consumer<Collection<Addressed>> recorder, Executor threads, Duration patience) {
    this.recorder = recorder;
    this.threads = threads;
    this.patience = patience;
  }

  /** The keys of what may not be in the log yet, but is about to be. */
  Set<String> underWay() {
    return underWay;
  }

  /**
   * Begins to record a portion, once the one before is; throws if that could not be recorded in
   * time.
   *
   * @param deliveries by their keys
   */
  void record(Map<String, Addressed> deliveries) {
    await();
    underWay = deliveries.keySet();
    try {
      last = CompletableFuture.runAsync(() -> untilDone(deliveries.values()), threads);
    } catch (RuntimeException e) {
      underWay = Set.of();
      throw e;
    }
  }

  /**
   * Runs a step once all that was given before is recorded, on this thread or another, and after
   * the steps before; or never.
   */
  void then(Runnable step) {
    last = last.thenRun(() -> run(step));
  }

  private static void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("What follows a recording failed", e);
    }
  }

  /**
   * Returns once all is recorded and what was to follow is done; throws if that is not possible in
   * time.
   */
  void await() {
    try {
      last.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new KafkaException("Earlier deliveries are not recorded yet" + because(failure), e);
    } catch (ExecutionException e) {
      throw new KafkaException("Earlier deliveries are not recorded any more", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while earlier deliveries are recorded", e);
    }
  }

  private void untilDone(Collection<Addressed> deliveries) {
    BackOffExecution waits = WAITS.start();
    while (!isRecorded(deliveries)) {
      pause(waits.nextBackOff());
    }
    underWay = Set.of();
  }

  private boolean isRecorded(Collection<Addressed> deliveries) {
    try {
      recorder.accept(deliveries);
      if (failure != null) {
        LOG.info("What was delivered can be recorded again");
      }
      failure = null;
      return true;
    } catch (Throwable e) {
      // Also an Error: without it, nothing that this consumer takes would be recorded any more.
      if (!because(e).equals(because(failure))) {
        LOG.warn(
            "{} deliveries cannot be recorded now, trying on{}", deliveries.size(), because(e));
        LOG.debug("The failure", e);
      }
      failure = e;
      return false;
    }
  }

  private static String because(@Nullable Throwable failure) {
    return failure == null ? "" : ": " + failure;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Ended while deliveries could not be recorded", e);
    }
  }
}
