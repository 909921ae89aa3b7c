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

  private final Map<String, Begun> byKey =
      Caffeine.newBuilder().expireAfterWrite(KEPT_FOR).<String, Begun>build().asMap();

  /** A delivery whose attempt is to be made and completed by who began it. */
  record Begun(Delivery delivery, CompletableFuture<Attempt> attempt) {}

  /** What was begun under this key, or null. */
  @Nullable Begun get(String key) {
    return byKey.get(key);
  }

  /** Notes that a delivery's attempt begins. */
  Begun begin(Delivery delivery) {
    Begun begun = new Begun(delivery, new CompletableFuture<>());
    byKey.put(delivery.key(), begun);
    return begun;
  }

  /** Forgets attempts that are recorded. */
  void forget(Collection<String> keys) {
    keys.forEach(byKey::remove);
  }

  /** Waits for an attempt that was begun, and forgets it; null if there is none. */
  @Nullable Attempt await(String key) throws InterruptedException {
    Begun begun = byKey.remove(key);
    try {
      return begun == null ? null : begun.attempt().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The attempt failed", e.getCause());
    }
  }
}
