package dev.chasqui.workqueue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a new item may begin, or what has already come of it. */
public sealed interface Start {

  /** Waits, and may be claimed from this time on. */
  record Due(Instant at) implements Start {}

  /**
   * Is leased to the caller at once if the lane has a permit and room, is not paused, and nothing
   * due waits in the lane, nor anything unfinished in the item's group. Otherwise it waits, due
   * now.
   */
  record Now(String owner, Duration lease) implements Start {}

  /**
   * Is leased to the caller whatever the lane says and without taking a permit, since the caller
   * has already begun.
   */
  record InFlight(String owner, Duration lease) implements Start {}

  /**
   * Is only recorded, so that its key is known. Its payload is not stored.
   *
   * @param outcome kept until the item is purged; null for nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record Finished(boolean success, byte @Nullable [] outcome) implements Start {

    public Finished(boolean success) {
      this(success, null);
    }
  }

  /** Was attempted this many times by the caller, at least once, and waits for the next attempt. */
  record RetryAt(Instant at, int attempts) implements Start {
    public RetryAt {
      if (attempts < 1) {
        throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
      }
    }
  }
}
