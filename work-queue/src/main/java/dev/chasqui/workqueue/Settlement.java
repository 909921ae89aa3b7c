package dev.chasqui.workqueue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a lease ends. */
public sealed interface Settlement {

  Lease lease();

  /** The work is done. */
  record Complete(Lease lease) implements Settlement {}

  /**
   * The work is given up. The reason is kept until the item is purged.
   *
   * @param keepPayload whether the payload is kept too, so that the work can be done by hand later
   */
  record Fail(Lease lease, String reason, boolean keepPayload) implements Settlement {

    public Fail(Lease lease, String reason) {
      this(lease, reason, false);
    }
  }

  /**
   * The item waits for another attempt; its group waits with it.
   *
   * @param at when it is due, now if in the past
   * @param reason why, kept until the next lease ends
   * @param countsAsAttempt false if nothing was attempted, as when a circuit breaker is open
   * @param payload replaces the stored one; null leaves that as it is
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record RetryAt(
      Lease lease, Instant at, String reason, boolean countsAsAttempt, byte @Nullable [] payload)
      implements Settlement {

    public RetryAt(Lease lease, Instant at, String reason, boolean countsAsAttempt) {
      this(lease, at, reason, countsAsAttempt, null);
    }

    /** Leaves out the payload, which may be private. */
    @Override
    public String toString() {
      return "RetryAt[lease=%s, at=%s, reason=%s, countsAsAttempt=%s]"
          .formatted(lease, at, reason, countsAsAttempt);
    }
  }
}
