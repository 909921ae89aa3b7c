package dev.chasqui.inbound.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * When a message came. WhatsApp's clock has seconds, so the receipt decides between those of one
 * second. Immutable.
 *
 * @param sentAt as {@link #within} has it
 */
record Moment(Instant sentAt, Instant receivedAt) implements Comparable<Moment> {

  private static final int LAST_MILLI = 999;

  private static final Comparator<Moment> ORDER =
      Comparator.comparing(Moment::sentAt).thenComparing(Moment::receivedAt);

  /**
   * When within WhatsApp's second a message was sent: when it was received, at the latest at its
   * end. So it stands behind what we sent before we had it, which it may answer, and before what we
   * sent after that, which may answer it.
   *
   * @param second as WhatsApp tells it
   */
  static Instant within(Instant second, Instant receivedAt) {
    Instant end = second.truncatedTo(ChronoUnit.SECONDS).plusMillis(LAST_MILLI);
    Instant latest = receivedAt.isBefore(end) ? receivedAt : end;
    return latest.isAfter(second) ? latest : second;
  }

  @Override
  public int compareTo(Moment other) {
    return ORDER.compare(this, other);
  }
}
