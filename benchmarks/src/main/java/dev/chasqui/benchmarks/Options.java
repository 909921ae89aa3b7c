package dev.chasqui.benchmarks;

import dev.chasqui.benchmarks.measure.Sizes;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The command line.
 *
 * @param parts what to measure
 */
record Options(Sizes sizes, Set<Part> parts) {

  static final String USAGE =
      "Usage: ./chasqui bench sender [--quick] [--only throughput|accuracy|isolation|scaling]"
          + " [--commands N] [--rounds N]";

  /** What is measured. */
  enum Part {
    THROUGHPUT,
    ACCURACY,
    ISOLATION,
    SCALING
  }

  /**
   * @throws IllegalArgumentException if it is not understood; says how it is used
   */
  static Options parse(List<String> arguments) {
    Sizes sizes = arguments.contains("--quick") ? Sizes.QUICK : Sizes.FULL;
    Set<Part> only = EnumSet.noneOf(Part.class);
    if (arguments.isEmpty() || !arguments.getFirst().equals("sender")) {
      throw new IllegalArgumentException(USAGE);
    }
    for (int i = 1; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--quick" -> {}
        case "--only" -> only.add(part(value(arguments, ++i)));
        case "--commands" -> sizes = sizes.withCommands(number(value(arguments, ++i)));
        case "--rounds" -> sizes = sizes.withRounds(number(value(arguments, ++i)));
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    return new Options(sizes, only.isEmpty() ? EnumSet.allOf(Part.class) : only);
  }

  private static String value(List<String> arguments, int index) {
    if (index >= arguments.size()) {
      throw new IllegalArgumentException(USAGE);
    }
    return arguments.get(index);
  }

  private static Part part(String name) {
    try {
      return Part.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(USAGE, e);
    }
  }

  private static int number(String text) {
    if (!text.matches("[1-9][0-9]{0,6}")) {
      throw new IllegalArgumentException(USAGE);
    }
    return Integer.parseInt(text);
  }
}
