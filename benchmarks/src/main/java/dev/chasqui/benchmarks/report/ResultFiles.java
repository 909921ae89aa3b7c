package dev.chasqui.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a run.
 *
 * @param directory where they are; made if it is missing
 * @param name of the benchmark, which their names begin with
 */
public record ResultFiles(Path directory, String name) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Writes the table, the raw figures and the plot; returns the table. */
  public String write(SenderFigures figures) throws IOException {
    return write(figures, SenderTable.of(figures), SenderPlot.of(figures));
  }

  /** Writes the table, the raw figures and the plot; returns the table. */
  public String write(RelayFigures figures) throws IOException {
    return write(figures, RelayTable.of(figures), RelayPlot.of(figures));
  }

  /** Writes the table, the raw figures and the plot; returns the table. */
  public String write(HistoryFigures figures) throws IOException {
    return write(figures, HistoryTable.of(figures), HistoryPlot.of(figures));
  }

  private String write(Object figures, String table, List<Chart<?, ?>> charts) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(file("md"), table);
    Files.writeString(file("json"), JSON.writeValueAsString(figures));
    Charts.write(charts, file("png"));
    return table;
  }

  private Path file(String extension) {
    return directory.resolve(name + "." + extension);
  }
}
