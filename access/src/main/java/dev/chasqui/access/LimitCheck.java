package dev.chasqui.access;

import dev.chasqui.access.ApiError.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with limits, so that it can be said at once. For one thread. */
final class LimitCheck {

  static final long DAY_MILLIS = 86_400_000;

  private final List<FieldError> errors = new ArrayList<>();

  void within(String field, @Nullable Number value, double least, double most) {
    // NaN is within nothing.
    if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      add(field, "must be from %s to %s".formatted(plain(least), plain(most)));
    }
  }

  /** Both or neither. */
  void together(String field, @Nullable Object value, String other, @Nullable Object otherValue) {
    if ((value == null) != (otherValue == null)) {
      add(value == null ? field : other, "is needed beside " + (value == null ? other : field));
    }
  }

  void ordered(String lower, @Nullable Long low, String upper, @Nullable Long high) {
    if (low != null && high != null && low > high) {
      add(upper, "must not be below " + lower);
    }
  }

  void refuseIfWrong() {
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
  }

  private void add(String field, String error) {
    errors.add(new FieldError(field, error));
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
