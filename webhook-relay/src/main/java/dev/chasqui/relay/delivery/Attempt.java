package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver. Immutable.
 *
 * @param number 1 for the first
 * @param at when it began
 * @param took how long it took
 */
record Attempt(Delivery delivery, int number, Instant at, Duration took, Outcome outcome) {

  /** What came of it. */
  sealed interface Outcome {}

  /**
   * The subscriber took it: any 2xx.
   *
   * @param status HTTP status
   */
  record Delivered(int status) implements Outcome {}

  /**
   * The subscriber did not take it; it is tried again.
   *
   * @param status HTTP status; null if there was no answer
   * @param error for people
   * @param answer the beginning of the answer's body; null if there was none
   * @param retryAfter how long the subscriber asks to wait; null if it did not
   */
  record Refused(
      @Nullable Integer status,
      String error,
      @Nullable String answer,
      @Nullable Duration retryAfter)
      implements Outcome {}

  /** The subscription is gone; nothing was posted. */
  record Unsubscribed() implements Outcome {}
}
