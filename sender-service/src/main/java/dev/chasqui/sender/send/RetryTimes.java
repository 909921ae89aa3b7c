package dev.chasqui.sender.send;

import dev.chasqui.sender.graph.SendOutcome.NotYet;
import java.time.Duration;

/** How long a command waits before WhatsApp is called for it again. Pure. */
final class RetryTimes {

  /** For what could not be begun, since something of ours is away. */
  static final Duration NOT_BEGUN = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** WhatsApp's own wish is kept within these, lest a slip of it make a loop or last for years. */
  private static final Duration SHORTEST_ASKED = Duration.ofSeconds(1);

  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  /** A pace that was cut slows the account down; it need not stand still for long besides. */
  private static final Duration PACE_CUT = Duration.ofSeconds(1);

  private RetryTimes() {}

  /**
   * @param attempt 1 for the first call
   */
  static Duration after(NotYet notYet, int attempt) {
    Duration asked = notYet.after();
    if (asked != null) {
      return asked.compareTo(SHORTEST_ASKED) < 0 ? SHORTEST_ASKED : atMost(LONGEST_ASKED, asked);
    }
    return switch (notYet.scope()) {
      // As WhatsApp documents it.
      case RECIPIENT -> longerEachTime(4, attempt);
      case ACCOUNT_PACE -> PACE_CUT;
      case MESSAGE, ACCOUNT -> longerEachTime(2, attempt);
    };
  }

  private static Duration longerEachTime(int base, int attempt) {
    double seconds = Math.pow(base, Math.min(attempt - 1, 10));
    return atMost(LONGEST, Duration.ofMillis((long) (seconds * 1000)));
  }

  private static Duration atMost(Duration longest, Duration wait) {
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
