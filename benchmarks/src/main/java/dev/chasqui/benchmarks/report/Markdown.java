package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.Stats;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;

/** A table of figures. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  Markdown() {
    line("| what | measured | goal |");
    line("|---|---|---|");
  }

  /** A row without a goal. */
  void row(String what, String measured) {
    row(what, measured, "");
  }

  void row(String what, String measured, String goal) {
    line("| " + what + " | " + measured + " | " + goal + " |");
  }

  /** Ends it with what it was measured on; returns all. */
  String on(Map<String, String> machine) {
    line("");
    machine.forEach((name, value) -> line("- " + name + ": " + value));
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** The median, and the least and the most in brackets. */
  static String spread(Collection<Double> values, String format) {
    return (format + " (" + format + "–" + format + ")")
        .formatted(Stats.median(values), Collections.min(values), Collections.max(values));
  }
}
