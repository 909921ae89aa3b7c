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

/**
 * Records portions of batches one after the other, each while the next is attempted, since one
 * waits for the database and the other for subscribers. What cannot be recorded now is tried again
 * until it is. Used by one thread.
 */
final class PortionRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(PortionRecorder.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Consumer<Collection<Addressed>> recorder;
  private final Executor threads;
  private final Duration patience;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
  private Set<String> underWay = Set.of();

  /** Why the last portion is not recorded yet, if that was tried in vain. */
  private volatile @Nullable RuntimeException failure;

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
    last = CompletableFuture.runAsync(() -> untilDone(deliveries.values()), threads);
  }

  /** Runs once all that was given before is recorded, on this thread or another; or never. */
  void then(Runnable step) {
    var _ = last.thenRun(step);
  }

  /** Returns once all is recorded; throws if that is not possible in time. */
  void await() {
    try {
      last.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      RuntimeException reason = failure;
      throw reason != null
          ? reason
          : new KafkaException("Earlier deliveries are still being recorded", e);
    } catch (ExecutionException e) {
      throw new KafkaException("Earlier deliveries are not recorded any more", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while earlier deliveries are recorded", e);
    }
  }

  private void untilDone(Collection<Addressed> deliveries) {
    Duration wait = FIRST_WAIT;
    while (!isRecorded(deliveries)) {
      pause(wait);
      Duration longer = wait.multipliedBy(2);
      wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
    }
  }

  private boolean isRecorded(Collection<Addressed> deliveries) {
    try {
      recorder.accept(deliveries);
      if (failure != null) {
        LOG.info("What was delivered is recorded again");
      }
      failure = null;
      return true;
    } catch (RuntimeException e) {
      if (failure == null) {
        LOG.warn(
            "{} deliveries cannot be recorded now, trying on: {}", deliveries.size(), e.toString());
      }
      failure = e;
      return false;
    }
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Ended while deliveries could not be recorded", e);
    }
  }
}
