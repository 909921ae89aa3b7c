package dev.chasqui.sender.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells callers when to come back, in the header of that name. Thread-safe. */
final class RetryAfter {

  private static final Duration LONGEST = Duration.ofHours(1);

  private final Clock clock;

  RetryAfter(Clock clock) {
    this.clock = clock;
  }

  /**
   * Whole seconds, from 1 to an hour.
   *
   * @param at when it makes sense to come back; null for at once
   */
  String seconds(@Nullable Instant at) {
    Instant now = clock.instant();
    Instant last = now.plus(LONGEST);
    Instant then = at == null ? now : at.isAfter(last) ? last : at;
    return Long.toString(Math.max(1, Duration.between(now, then).toSeconds() + 1));
  }
}
