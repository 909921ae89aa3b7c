package dev.chasqui.sender.send;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.workqueue.Lease;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of calls, until it is recorded: when the database is away for longer than a lease, this
 * process takes over from itself, and then it does know. Thread-safe.
 */
final class UnrecordedOutcomes {

  /** Far more than can be in flight: what another process took over is never recorded here. */
  private static final int MOST_KEPT = 20_000;

  /** Longer than a database is away, shorter than a command's key is kept from being used again. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final Cache<Long, Outcome> outcomes;

  UnrecordedOutcomes() {
    this(Ticker.systemTicker());
  }

  UnrecordedOutcomes(Ticker ticker) {
    this.outcomes =
        Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).ticker(ticker).build();
  }

  /**
   * @param fence of the last lease of this process
   */
  private record Outcome(long fence, SendOutcome outcome) {}

  void remember(Lease lease, SendOutcome outcome) {
    outcomes.put(lease.itemId(), new Outcome(lease.fence(), outcome));
  }

  /**
   * What is known of the lease that this one was taken over from; empty if that was not this
   * process's: another one may have called meanwhile.
   */
  Optional<SendOutcome> takeOver(Lease lease) {
    Outcome kept = outcomes.getIfPresent(lease.itemId());
    if (kept == null || kept.fence() + 1 != lease.fence()) {
      return Optional.empty();
    }
    remember(lease, kept.outcome());
    return Optional.of(kept.outcome());
  }

  void forget(Lease lease) {
    outcomes.invalidate(lease.itemId());
  }
}
