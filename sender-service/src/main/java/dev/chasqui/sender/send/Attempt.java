package dev.chasqui.sender.send;

import dev.chasqui.sender.graph.SendOutcome;
import java.time.Duration;

/**
 * What came of a lease. Immutable.
 *
 * @param send the command
 * @param verdict what follows
 */
record Attempt(PendingSend send, Verdict verdict) {

  /** What follows for the command. */
  sealed interface Verdict {}

  /**
   * WhatsApp was called, or was called before by a holder that died.
   *
   * @param took how long the call took
   */
  record Called(SendOutcome outcome, Duration took) implements Verdict {}

  /** Its time was over; WhatsApp was not called. */
  record Expired() implements Verdict {}

  /** Its account is gone; WhatsApp was not called. */
  record NoAccount() implements Verdict {}
}
