package dev.chasqui.sender.graph;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Phone numbers that WhatsApp may know in another form than people do: a digit that the numbering
 * plan has got or lost since. Which form WhatsApp knows, only WhatsApp can say. Pure.
 */
public final class NumberForms {

  private static final List<Plan> PLANS =
      List.of(
          // Brazil's ninth digit. Without it 2 to 5 begin a landline, which is somebody else's.
          new Plan("55(?<area>[1-9][0-9])", "9", "(?<rest>[016-9][0-9]{7})"),
          // Mexico gave up the 1 of mobile numbers in 2019.
          new Plan("(?<area>52)", "1", "(?<rest>[0-9]{10})"),
          // Argentina's 9 of mobile numbers called from abroad.
          new Plan("(?<area>54)", "9", "(?<rest>[0-9]{10})"));

  private NumberForms() {}

  /** How a country writes a number, with its digit or without. */
  private record Plan(Pattern with, Pattern without, String digit) {

    Plan(String before, String digit, String rest) {
      this(Pattern.compile(before + digit + rest), Pattern.compile(before + rest), digit);
    }

    Optional<String> longer(String digits) {
      return changed(without.matcher(digits), digit);
    }

    Optional<String> shorter(String digits) {
      return changed(with.matcher(digits), "");
    }

    private static Optional<String> changed(Matcher number, String digit) {
      return number.matches()
          ? Optional.of(
              number.group().substring(0, number.end("area")) + digit + number.group("rest"))
          : Optional.empty();
    }
  }

  /**
   * The other form of a number; empty for most.
   *
   * @param digits international form, digits only
   */
  public static Optional<String> other(String digits) {
    // All of these countries begin with it, and few others do.
    return digits.startsWith("5")
        ? shorter(digits)
            .or(() -> PLANS.stream().flatMap(plan -> plan.longer(digits).stream()).findFirst())
        : Optional.empty();
  }

  /** The same for both forms of a number. */
  public static String key(String digits) {
    return shorter(digits).orElse(digits);
  }

  private static Optional<String> shorter(String digits) {
    return PLANS.stream().flatMap(plan -> plan.shorter(digits).stream()).findFirst();
  }
}
