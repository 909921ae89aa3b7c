package dev.chasqui.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** The ids of tenants, accounts and keys as people write them. Pure. */
final class Ids {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private Ids() {}

  /**
   * @throws TypeConversionException if it is none
   */
  static Long parse(String text) {
    if (!DIGITS.matcher(text).matches()) {
      throw new TypeConversionException(
          "'%s' is no id; an id is a number, which the list shows in its first column"
              .formatted(text));
    }
    return Long.valueOf(text);
  }
}
