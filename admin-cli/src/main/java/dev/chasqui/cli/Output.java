package dev.chasqui.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What the user reads: tables and lines, or JSON. */
final class Output {

  private final PrintWriter out;
  private boolean json;

  Output(PrintWriter out) {
    this.out = out;
  }

  /** From now on prints JSON instead of anything else. */
  void useJson() {
    json = true;
  }

  /** Prints an answer: as lines for people, or as it is. */
  void show(JsonNode answer, String... lines) {
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      for (String line : lines) {
        out.println(line);
      }
    }
    out.flush();
  }

  /**
   * Prints a list as a table.
   *
   * @param none what to say if it is empty
   * @param headings of the columns
   * @param row gives an entry's cells
   */
  void table(
      JsonNode list, String none, List<String> headings, Function<JsonNode, List<String>> row) {
    if (list.isEmpty()) {
      show(list, none);
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(headings);
    list.forEach(entry -> rows.add(row.apply(entry)));
    show(list, aligned(rows).toArray(String[]::new));
  }

  static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
