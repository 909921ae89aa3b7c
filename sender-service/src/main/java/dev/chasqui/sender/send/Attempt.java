package dev.chasqui.sender.send;

import dev.chasqui.sender.graph.SendOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a lease. Immutable.
 *
 * @param send the command
 * @param verdict what follows
 * @param trace the traceparent of what follows; null if it is in none
 */
record Attempt(PendingSend send, Verdict verdict, @Nullable String trace) {

  /** What follows for the command. */
  sealed interface Verdict {}

  /**
   * WhatsApp was called.
   *
   * @param took how long the call took
   */
  record Called(SendOutcome outcome, Duration took) implements Verdict {}

  /**
   * Its lease had run out; WhatsApp was not called again.
   *
   * @param answer to the call that the former holder may have made; null if nobody here knows it
   */
  record TakenOver(@Nullable SendOutcome answer) implements Verdict {}

  /**
   * WhatsApp has said meanwhile what came of an earlier attempt; it was not called again.
   *
   * @param news what it said
   */
  record Known(SendOutcome news) implements Verdict {}

  /** Something of ours is away; WhatsApp was not called. */
  record NotBegun() implements Verdict {}

  /** Its permit was too old by the time; WhatsApp was not called. */
  record TooLate() implements Verdict {}

  /** Its time was over; WhatsApp was not called. */
  record Expired() implements Verdict {}

  /** Its account is gone; WhatsApp was not called. */
  record NoAccount() implements Verdict {}
}
