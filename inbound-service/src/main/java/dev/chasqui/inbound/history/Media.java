package dev.chasqui.inbound.history;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A message's file. Immutable.
 *
 * @param id WhatsApp's, to fetch it by; null of messages that were sent
 */
record Media(@Nullable String id, @Nullable String mimeType, @Nullable String filename)
    implements Comparable<Media> {

  private static final Comparator<Media> ORDER =
      Comparator.<Media, @Nullable String>comparing(Media::id, Order.nullsFirst())
          .thenComparing(Media::mimeType, Order.nullsFirst())
          .thenComparing(Media::filename, Order.nullsFirst());

  /** Null if nothing is known of one. */
  static @Nullable Media of(
      @Nullable String id, @Nullable String mimeType, @Nullable String filename) {
    return id == null && mimeType == null && filename == null
        ? null
        : new Media(id, mimeType, filename);
  }

  @Override
  public int compareTo(Media other) {
    return ORDER.compare(this, other);
  }
}
