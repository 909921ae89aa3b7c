package dev.chasqui.relay.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * First attempts that were begun and are not yet recorded: a batch that is taken again, because it
 * could not be recorded, does not post again. Thread-safe.
 */
final class BegunAttempts {

  // A batch that is never taken again here, since its partition went to another instance, leaves
  // its attempts behind: they are forgotten after a time.
  private static final Duration KEPT_FOR = Duration.ofHours(1);

  private final Map<String, CompletableFuture<Attempt>> byKey =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT_FOR)
          .<String, CompletableFuture<Attempt>>build()
          .asMap();

  /** The attempt of a delivery, or null if it was not begun. */
  @Nullable CompletableFuture<Attempt> get(String key) {
    return byKey.get(key);
  }

  /** Notes that a delivery's attempt begins; complete it. */
  CompletableFuture<Attempt> begin(Delivery delivery) {
    CompletableFuture<Attempt> attempt = new CompletableFuture<>();
    byKey.put(delivery.key(), attempt);
    return attempt;
  }

  /** Forgets attempts that are recorded. */
  void forget(Collection<String> keys) {
    keys.forEach(byKey::remove);
  }

  /** Waits for an attempt that was begun, and forgets it; null if there is none. */
  @Nullable Attempt await(String key) throws InterruptedException {
    CompletableFuture<Attempt> attempt = byKey.remove(key);
    try {
      return attempt == null ? null : attempt.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The attempt failed", e.getCause());
    }
  }
}
