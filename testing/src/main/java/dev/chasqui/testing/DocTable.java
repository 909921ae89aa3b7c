package dev.chasqui.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables of the project's pages, so that a test can hold what they say against the code. */
public final class DocTable {

  private static final String PROJECT = "chasqui.project.dir";

  private DocTable() {}

  /**
   * The rows of the first table under a heading, each by its columns' names, without backticks.
   *
   * @param page below the project's directory, such as {@code docs/outcomes.md}
   * @param heading without its hashes
   * @throws IllegalStateException if there is none
   */
  public static List<Map<String, String>> rows(String page, String heading) {
    List<String> table =
        lines(page).stream()
            .dropWhile(line -> !line.matches("#+ \\Q" + heading + "\\E"))
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    if (table.size() < 3) {
      throw new IllegalStateException(page + " has no table under \"" + heading + "\"");
    }
    List<String> names = cells(table.getFirst());
    return table.stream().skip(2).map(line -> row(names, cells(line))).toList();
  }

  private static Map<String, String> row(List<String> names, List<String> cells) {
    if (names.size() != cells.size()) {
      throw new IllegalStateException("A row has other cells than its table: " + cells);
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), cells.get(i));
    }
    return row;
  }

  private static List<String> cells(String line) {
    String inner = line.substring(1, line.lastIndexOf('|'));
    return Arrays.stream(inner.split("\\|", -1))
        .map(cell -> cell.replace("`", "").strip())
        .toList();
  }

  private static List<String> lines(String page) {
    try {
      return Files.readAllLines(Path.of(System.getProperty(PROJECT, ".."), page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
