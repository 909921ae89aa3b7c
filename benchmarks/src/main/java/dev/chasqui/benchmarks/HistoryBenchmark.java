package dev.chasqui.benchmarks;

import dev.chasqui.benchmarks.measure.HistoryIngest;
import dev.chasqui.benchmarks.measure.HistoryReads;
import dev.chasqui.benchmarks.measure.HistorySizes;
import dev.chasqui.benchmarks.report.HistoryFigures;
import dev.chasqui.benchmarks.report.ResultFiles;
import dev.chasqui.benchmarks.system.HistorySystem;
import dev.chasqui.benchmarks.system.Machine;
import dev.chasqui.benchmarks.system.Project;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code ./chasqui bench history}. */
final class HistoryBenchmark {

  static final String NAME = "history";

  private static final String INGEST = "ingest";
  private static final String READS = "reads";
  private static final String MESSAGES = "--messages";
  private static final String ROUNDS = "--rounds";

  private HistoryBenchmark() {}

  /**
   * Measures, and writes the figures.
   *
   * @throws IllegalArgumentException if the arguments are not understood
   */
  static void run(List<String> arguments, Project project) throws IOException {
    Options options =
        Options.parse(arguments, NAME, List.of(INGEST, READS), List.of(MESSAGES, ROUNDS));
    Map<String, String> machine = Machine.describe(project);
    Progress.say("starting PostgreSQL, Kafka, the registry and the inbound service");
    try (HistorySystem system = HistorySystem.start(project)) {
      HistoryFigures figures = measure(options, sizes(options), system, machine);
      ResultFiles files = new ResultFiles(project.results(), NAME);
      System.out.println();
      System.out.println(files.write(figures));
      Progress.say("written to " + files.directory());
    }
  }

  private static HistorySizes sizes(Options options) {
    HistorySizes usual = options.quick() ? HistorySizes.QUICK : HistorySizes.FULL;
    return usual
        .withMessages(options.number(MESSAGES, usual.messages()))
        .withRounds(options.number(ROUNDS, usual.rounds()));
  }

  private static HistoryFigures measure(
      Options options, HistorySizes sizes, HistorySystem system, Map<String, String> machine) {
    HistoryIngest ingest = new HistoryIngest(system, sizes, Progress::say);
    Progress.say("filling the tables");
    HistoryIngest.Round fill = ingest.fill();
    return new HistoryFigures(
        machine,
        sizes.messages(),
        sizes.chats(),
        Progress.part(options, INGEST, () -> ingest.measure(fill)),
        Progress.part(
            options, READS, new HistoryReads(system, sizes, ingest, Progress::say)::measure));
  }
}
