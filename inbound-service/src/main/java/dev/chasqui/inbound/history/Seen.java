package dev.chasqui.inbound.history;

import java.time.Instant;
import java.util.Comparator;

/**
 * A name or an address as it was seen; of several the greatest stays: the newest of the preferred
 * kind. Immutable.
 *
 * @param kind higher is preferred
 */
record Seen(int kind, Instant at, String text) implements Comparable<Seen> {

  private static final Comparator<Seen> ORDER =
      Comparator.comparingInt(Seen::kind).thenComparing(Seen::at).thenComparing(Seen::text);

  @Override
  public int compareTo(Seen other) {
    return ORDER.compare(this, other);
  }
}
