package dev.chasqui.relay.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Records the portions of a batch one after the other, each while the next is attempted, since one
 * waits for the database and the other for subscribers. Used by one thread.
 */
final class PortionRecorder implements AutoCloseable {

  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final Consumer<Collection<Addressed>> recorder;
  private final Executor threads;
  private CompletableFuture<Void> recording = NOTHING;
  private Set<String> underWay = Set.of();

  /**
   * @param recorder returns once a portion is recorded, and throws if it cannot be
   */
  PortionRecorder(Consumer<Collection<Addressed>> recorder, Executor threads) {
    this.recorder = recorder;
    this.threads = threads;
  }

  /** The keys of what may not be in the log yet, but is about to be. */
  Set<String> underWay() {
    return underWay;
  }

  /**
   * Begins to record a portion, once the one before is; throws if that could not be recorded.
   *
   * @param deliveries by their keys
   */
  void record(Map<String, Addressed> deliveries) {
    awaitLast();
    underWay = deliveries.keySet();
    recording = CompletableFuture.runAsync(() -> recorder.accept(deliveries.values()), threads);
  }

  /** Returns once all is recorded; throws, once, if that is not possible now. */
  @Override
  public void close() {
    awaitLast();
  }

  private void awaitLast() {
    CompletableFuture<Void> last = recording;
    recording = NOTHING;
    try {
      last.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }
}
