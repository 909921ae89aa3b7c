package dev.chasqui.inbound.history;

import java.time.Instant;
import java.util.Comparator;

/**
 * When a message came. WhatsApp's clock has seconds, so the receipt decides between those of one
 * second. Immutable.
 */
record Moment(Instant sentAt, Instant receivedAt) implements Comparable<Moment> {

  private static final Comparator<Moment> ORDER =
      Comparator.comparing(Moment::sentAt).thenComparing(Moment::receivedAt);

  @Override
  public int compareTo(Moment other) {
    return ORDER.compare(this, other);
  }
}
