package dev.chasqui.workqueue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a lease ends. */
public sealed interface Settlement {

  Lease lease();

  /** Whether the day's quota gets back what the item used of it. */
  boolean unused();

  /**
   * The work is done.
   *
   * @param outcome kept in place of the payload until the item is purged; null for nothing
   * @param unused whether it was work that the day's quota does not count, so that it gets back
   *     what was used
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record Complete(Lease lease, byte @Nullable [] outcome, boolean unused) implements Settlement {

    public Complete(Lease lease) {
      this(lease, null, false);
    }

    /** Leaves out the outcome, which may be private. */
    @Override
    public String toString() {
      return "Complete[lease=%s]".formatted(lease);
    }
  }

  /**
   * The work is given up.
   *
   * @param reason kept until the item is purged
   * @param outcome kept in place of the payload, as long; null for nothing. The payload itself, if
   *     the work may be done by hand later
   * @param unused whether the work certainly was not done, so that the day's quota gets it back
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record Fail(Lease lease, String reason, byte @Nullable [] outcome, boolean unused)
      implements Settlement {

    public Fail(Lease lease, String reason) {
      this(lease, reason, null, false);
    }

    /** Leaves out the outcome, which may be private. */
    @Override
    public String toString() {
      return "Fail[lease=%s, reason=%s]".formatted(lease, reason);
    }
  }

  /**
   * The item stays in flight, though nobody works on it: news of what came of it may yet arrive. At
   * that time, or when {@link WorkQueue#hasten} is told of news, it is offered to {@link
   * WorkQueue#takeOver}; never to {@link WorkQueue#claim}. Its group waits with it. A lease that
   * was itself taken over counts as no attempt then: it is the earlier one's news that is awaited.
   *
   * @param until now if in the past
   * @param reason why, kept until the next lease ends
   * @param countsAsAttempt false if nothing was attempted, as when the lease was taken over
   * @param payload replaces the stored one; null leaves that as it is
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record Await(
      Lease lease, Instant until, String reason, boolean countsAsAttempt, byte @Nullable [] payload)
      implements Settlement {

    @Override
    public boolean unused() {
      return false;
    }

    /** Leaves out the payload, which may be private. */
    @Override
    public String toString() {
      return "Await[lease=%s, until=%s, reason=%s, countsAsAttempt=%s]"
          .formatted(lease, until, reason, countsAsAttempt);
    }
  }

  /**
   * The item waits for another attempt; its group waits with it.
   *
   * @param at when it is due, now if in the past
   * @param reason why, kept until the next lease ends
   * @param countsAsAttempt false if nothing was attempted, as when a circuit breaker is open
   * @param unused whether the work certainly was not done, so that the day's quota gets it back
   * @param payload replaces the stored one; null leaves that as it is
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record RetryAt(
      Lease lease,
      Instant at,
      String reason,
      boolean countsAsAttempt,
      boolean unused,
      byte @Nullable [] payload)
      implements Settlement {

    /** Of work that certainly was not done. */
    public RetryAt(
        Lease lease,
        Instant at,
        String reason,
        boolean countsAsAttempt,
        byte @Nullable [] payload) {
      this(lease, at, reason, countsAsAttempt, true, payload);
    }

    /** Of work that certainly was not done, with the payload as it is. */
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
