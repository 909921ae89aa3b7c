package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * First attempts that were begun and are not yet recorded: a batch that is taken again, because it
 * could not be recorded, does not post again. Thread-safe.
 */
final class BegunAttempts {

  // A batch that is never taken again here, since its partition went to another instance, leaves
  // its attempts behind: they are forgotten after a time, longer than a database may be away.
  private static final Duration KEPT_FOR = Duration.ofDays(1);

  private final Map<String, Begun> byKey = new ConcurrentHashMap<>();

  /**
   * A delivery whose attempt is to be made and completed by who began it.
   *
   * @param at when, by {@link System#nanoTime}
   */
  record Begun(Delivery delivery, CompletableFuture<Attempt> attempt, long at) {}

  /** What was begun under this key, or null. */
  @Nullable Begun get(String key) {
    return byKey.get(key);
  }

  /** Notes that a delivery's attempt begins. */
  Begun begin(Delivery delivery) {
    Begun begun = new Begun(delivery, new CompletableFuture<>(), System.nanoTime());
    byKey.put(delivery.key(), begun);
    return begun;
  }

  /** Forgets attempts that are recorded. */
  void forget(Collection<String> keys) {
    keys.forEach(byKey::remove);
  }

  /** Forgets what was begun long ago. */
  void forgetOld() {
    long old = System.nanoTime() - KEPT_FOR.toNanos();
    byKey.values().removeIf(begun -> begun.at() - old < 0);
  }

  /**
   * Waits for an attempt that was begun, and forgets it.
   *
   * @param first whether that attempt is asked for. If it is a later one, another instance has
   *     recorded this one, and made others meanwhile: only that it succeeded is still of use
   * @return null if there is none of use
   */
  @Nullable Attempt await(String key, boolean first) throws InterruptedException {
    Begun begun = byKey.remove(key);
    if (begun == null) {
      return null;
    }
    try {
      Attempt attempt = begun.attempt().get();
      return first || attempt.outcome() instanceof Attempt.Delivered ? attempt : null;
    } catch (ExecutionException e) {
      if (first) {
        throw new IllegalStateException("The attempt failed", e.getCause());
      }
      return null;
    }
  }
}
