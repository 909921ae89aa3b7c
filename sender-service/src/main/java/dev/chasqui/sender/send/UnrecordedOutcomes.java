package dev.chasqui.sender.send;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.workqueue.Lease;
import java.util.Optional;

/**
 * What came of calls, until it is recorded: when the database is away for longer than a lease, this
 * process takes over from itself, and then it does know. Thread-safe.
 */
final class UnrecordedOutcomes {

  /** Far more than can be in flight: what another process took over is never recorded here. */
  private static final int MOST_KEPT = 20_000;

  private final Cache<String, SendOutcome> outcomes =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

  void remember(Lease lease, SendOutcome outcome) {
    outcomes.put(lease.key(), outcome);
  }

  Optional<SendOutcome> find(Lease lease) {
    return Optional.ofNullable(outcomes.getIfPresent(lease.key()));
  }

  void forget(Lease lease) {
    outcomes.invalidate(lease.key());
  }
}
