package dev.chasqui.inbound.history;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, in one of its versions. Immutable.
 *
 * @param editedAt when it was changed to this; null for the first version
 * @param editedBy id of that edit; null for the first version
 * @param text null if it has none
 */
record Wording(@Nullable Instant editedAt, @Nullable String editedBy, @Nullable String text)
    implements Comparable<Wording> {

  static final Wording NONE = new Wording(null, null, null);

  private static final Comparator<Wording> ORDER =
      Comparator.<Wording, @Nullable Instant>comparing(Wording::editedAt, Order.nullsFirst())
          .thenComparing(Wording::editedBy, Order.nullsFirst())
          .thenComparing(Wording::text, Order.nullsFirst());

  static Wording first(@Nullable String text) {
    return new Wording(null, null, text);
  }

  Wording withoutText() {
    return new Wording(editedAt, editedBy, null);
  }

  /** The newer version is greater. */
  @Override
  public int compareTo(Wording other) {
    return ORDER.compare(this, other);
  }

  /** Leaves out the text. */
  @Override
  public String toString() {
    return "Wording[editedAt=%s, editedBy=%s]".formatted(editedAt, editedBy);
  }
}
