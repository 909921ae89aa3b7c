package dev.chasqui.access;

import dev.chasqui.access.text.FieldText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with limits, so that it can be said at once. For one thread. */
final class LimitCheck {

  static final long DAY_MILLIS = 86_400_000;

  private final WrongFields wrong = new WrongFields();

  void within(String field, @Nullable Number value, double least, double most) {
    // NaN is within nothing.
    if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      wrong.add(field, FieldText.BETWEEN.with(plain(least), plain(most)));
    }
  }

  /** Both or neither. */
  void together(String field, @Nullable Object value, String other, @Nullable Object otherValue) {
    if ((value == null) != (otherValue == null)) {
      wrong.add(
          value == null ? field : other,
          EdgeText.NEEDED_BESIDE.with(value == null ? other : field));
    }
  }

  void ordered(String lower, @Nullable Long low, String upper, @Nullable Long high) {
    if (low != null && high != null && low > high) {
      wrong.add(upper, EdgeText.LIMIT_NOT_BELOW.with(lower));
    }
  }

  void refuseIfWrong() {
    wrong.refuseIfAny();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
