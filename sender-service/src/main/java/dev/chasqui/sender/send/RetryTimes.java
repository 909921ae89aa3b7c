package dev.chasqui.sender.send;

import dev.chasqui.sender.graph.SendOutcome.NotYet;
import java.time.Duration;
import java.util.Objects;

/** How long a command waits before WhatsApp is called for it again. Pure. */
final class RetryTimes {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int PAIR_RATE = 131056;

  private RetryTimes() {}

  /**
   * @param attempt 1 for the first call
   */
  static Duration after(NotYet notYet, int attempt) {
    if (notYet.after() != null) {
      return notYet.after();
    }
    // WhatsApp documents 4^n seconds for its limit per recipient; 2^n is ours for the rest.
    int base = Objects.equals(notYet.providerCode(), PAIR_RATE) ? 4 : 2;
    double seconds = Math.pow(base, Math.min(attempt - 1, 10));
    Duration wait = Duration.ofMillis((long) (seconds * 1000));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
