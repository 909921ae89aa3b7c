package dev.chasqui.relay.delivery;

import dev.chasqui.relay.subscription.Endpoint;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver. Immutable.
 *
 * @param number 1 for the first
 * @param endpoint where it was posted to; null if it was not
 * @param at when it began
 * @param took how long it took
 */
record Attempt(
    Delivery delivery,
    int number,
    @Nullable Endpoint endpoint,
    Instant at,
    Duration took,
    Outcome outcome) {

  private static final int GONE = 410;

  /** What came of it. */
  sealed interface Outcome {}

  /**
   * The subscriber took it: any 2xx.
   *
   * @param status HTTP status
   * @param address that was connected to; null if it is not known
   * @param answer the beginning of the answer's body
   */
  record Delivered(int status, @Nullable String address, String answer) implements Outcome {}

  /**
   * The subscriber did not take it; it is tried again.
   *
   * @param status HTTP status; null if there was no answer
   * @param error for people
   * @param address that was connected to; null if none was
   * @param answer the beginning of the answer's body; null if there was none
   * @param retryAfter how long the subscriber asks to wait; null if it did not
   */
  record Refused(
      @Nullable Integer status,
      String error,
      @Nullable String address,
      @Nullable String answer,
      @Nullable Duration retryAfter)
      implements Outcome {

    /** One without an answer. */
    static Refused unanswered(String error, @Nullable String address) {
      return new Refused(null, error, address, null, null);
    }

    /** Whether the endpoint says that it wants no more. */
    boolean isGone() {
      return status != null && status == GONE;
    }

    /**
     * Whether it speaks against the endpoint as a whole, and not only against the event: no answer,
     * a fault of its own, too many requests.
     */
    boolean isEndpointFault() {
      return status == null || status >= 500 || status == 429 || status == 408;
    }
  }

  /**
   * A fault of our own, which says nothing of the subscriber; it is tried again.
   *
   * @param error for people
   */
  record Failed(String error) implements Outcome {}

  /** The subscription is gone; nothing was posted. */
  record Unsubscribed() implements Outcome {

    /** Why its delivery failed, for people. */
    static final String REASON = "the subscription was deleted";
  }

  /**
   * It could not be posted now: no attempt at all.
   *
   * @param reason for people
   * @param delay how long it is put off
   */
  record HeldBack(String reason, Duration delay) implements Outcome {}

  /** Nothing was posted, and will be later. */
  static Attempt heldBack(Delivery delivery, int number, Instant at, String reason, Duration wait) {
    return new Attempt(delivery, number, null, at, Duration.ZERO, new HeldBack(reason, wait));
  }

  /** Nothing was posted, nor will be. */
  static Attempt unsubscribed(Delivery delivery, int number, Instant at) {
    return new Attempt(delivery, number, null, at, Duration.ZERO, new Unsubscribed());
  }

  /** Something of ours went wrong. */
  static Attempt failed(Delivery delivery, int number, Instant at, String error) {
    return new Attempt(delivery, number, null, at, Duration.ZERO, new Failed(error));
  }

  /** The same of what is recorded as another delivery. */
  Attempt of(Delivery recorded) {
    return new Attempt(recorded, number, endpoint, at, took, outcome);
  }

  /** Whether it speaks against the endpoint. */
  boolean isEndpointFault() {
    return outcome instanceof Refused refused && refused.isEndpointFault();
  }
}
