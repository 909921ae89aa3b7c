package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Is told what comes of deliveries, once it is recorded; must not throw. */
public interface DeliveryWatch {

  /** What came of an attempt. */
  enum Result {
    /** A 2xx. */
    DELIVERED,
    /** Another answer. */
    REFUSED,
    /** None. */
    NO_ANSWER,
    /** Nothing was asked for, by a fault of our own. */
    INTERNAL_ERROR
  }

  /** How a delivery ended. */
  enum End {
    /** The subscriber took it. */
    DELIVERED,
    /** The schedule is used up, or the subscription was deleted. */
    FAILED,
    /** Its retention is over. */
    EXPIRED,
    /** It came while the subscription was off, and that is dropped. */
    DROPPED
  }

  /** An attempt was made. */
  void attempted(String subscriptionId, Result result, Duration took);

  /**
   * A delivery ended.
   *
   * @param received when Chasqui received the event; null if that is not known
   */
  void ended(String subscriptionId, End end, @Nullable Instant received);
}
