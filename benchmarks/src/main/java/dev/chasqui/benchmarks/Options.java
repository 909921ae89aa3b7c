package dev.chasqui.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The command line, after the benchmark's name.
 *
 * @param only parts to measure; empty for all
 * @param numbers by the option's name, such as {@code --rounds}
 */
record Options(boolean quick, Set<String> only, Map<String, Integer> numbers) {

  /**
   * Reads it.
   *
   * @param parts what {@code --only} may name
   * @param numbers options that have a number
   * @throws IllegalArgumentException if it is not understood; says how it is used
   */
  static Options parse(
      List<String> arguments, String name, List<String> parts, List<String> numbers) {
    boolean quick = false;
    Set<String> only = new LinkedHashSet<>();
    Map<String, Integer> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      if (argument.equals("--quick")) {
        quick = true;
      } else if (argument.equals("--only") && parts.contains(value)) {
        only.add(value);
        i++;
      } else if (numbers.contains(argument) && value.matches("[1-9][0-9]{0,6}")) {
        given.put(argument, Integer.valueOf(value));
        i++;
      } else {
        throw new IllegalArgumentException(usage(name, parts, numbers));
      }
    }
    return new Options(quick, only, given);
  }

  private static String usage(String name, List<String> parts, List<String> numbers) {
    List<String> words = new ArrayList<>(List.of("Usage: ./chasqui bench", name, "[--quick]"));
    words.add("[--only %s]".formatted(String.join("|", parts)));
    numbers.forEach(number -> words.add("[%s N]".formatted(number.toLowerCase(Locale.ROOT))));
    return String.join(" ", words);
  }

  boolean has(String part) {
    return only.isEmpty() || only.contains(part);
  }

  int number(String name, int otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }
}
