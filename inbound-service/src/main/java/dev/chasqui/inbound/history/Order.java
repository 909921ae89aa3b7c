package dev.chasqui.inbound.history;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which of two values stays, whichever came first; one that is null never does. Pure. */
final class Order {

  private Order() {}

  static <T extends Comparable<? super T>> @Nullable T greater(@Nullable T one, @Nullable T other) {
    return Order.<T>nullsFirst().compare(one, other) >= 0 ? one : other;
  }

  static <T extends Comparable<? super T>> @Nullable T lesser(@Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  static <T extends Comparable<? super T>> Comparator<@Nullable T> nullsFirst() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }
}
