package dev.chasqui.sender.send;

import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.workqueue.Lease;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What came of calls, until it is recorded: when the database is away for longer than a lease, this
 * process takes over from itself, and then it does know. Thread-safe.
 */
final class UnrecordedOutcomes {

  /** Far more than can be in flight: what another process took over is never recorded here. */
  private static final int MOST_KEPT = 20_000;

  /** By the item's number, which no other item ever has. */
  private final SequencedMap<Long, Outcome> outcomes = new LinkedHashMap<>();

  /**
   * @param fence of the last lease of this process
   */
  private record Outcome(long fence, SendOutcome outcome) {}

  synchronized void remember(Lease lease, SendOutcome outcome) {
    outcomes.put(lease.itemId(), new Outcome(lease.fence(), outcome));
    if (outcomes.size() > MOST_KEPT) {
      outcomes.pollFirstEntry();
    }
  }

  /**
   * What is known of the lease that this one was taken over from; empty if that was not this
   * process's: another one may have called meanwhile.
   */
  synchronized Optional<SendOutcome> takeOver(Lease lease) {
    Outcome kept = outcomes.get(lease.itemId());
    if (kept == null || kept.fence() + 1 != lease.fence()) {
      return Optional.empty();
    }
    remember(lease, kept.outcome());
    return Optional.of(kept.outcome());
  }

  synchronized void forget(Lease lease) {
    outcomes.remove(lease.itemId());
  }
}
