package dev.chasqui.benchmarks;

import dev.chasqui.benchmarks.measure.RelayBacklog;
import dev.chasqui.benchmarks.measure.RelayCost;
import dev.chasqui.benchmarks.measure.RelayIsolation;
import dev.chasqui.benchmarks.measure.RelaySizes;
import dev.chasqui.benchmarks.measure.RelayThroughput;
import dev.chasqui.benchmarks.report.RelayFigures;
import dev.chasqui.benchmarks.report.ResultFiles;
import dev.chasqui.benchmarks.system.Machine;
import dev.chasqui.benchmarks.system.Project;
import dev.chasqui.benchmarks.system.RelaySystem;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code ./chasqui bench relay}. */
final class RelayBenchmark {

  static final String NAME = "relay";

  private static final String THROUGHPUT = "throughput";
  private static final String ISOLATION = "isolation";
  private static final String BACKLOG = "backlog";
  private static final String COST = "cost";
  private static final String EVENTS = "--events";
  private static final String ROUNDS = "--rounds";
  private static final String EVENTS_OF_BACKLOG = "--backlog";

  private RelayBenchmark() {}

  /**
   * Measures, and writes the figures.
   *
   * @throws IllegalArgumentException if the arguments are not understood
   */
  static void run(List<String> arguments, Project project) throws IOException {
    Options options =
        Options.parse(
            arguments,
            NAME,
            List.of(THROUGHPUT, ISOLATION, BACKLOG, COST),
            List.of(EVENTS, ROUNDS, EVENTS_OF_BACKLOG));
    Map<String, String> machine = Machine.describe(project);
    Progress.say("starting PostgreSQL, Kafka, the registry, the relay, the receiver and the peers");
    try (RelaySystem system = RelaySystem.start(project)) {
      RelayFigures figures = measure(options, sizes(options), system, machine);
      ResultFiles files = new ResultFiles(project.results(), NAME);
      System.out.println();
      System.out.println(files.write(figures));
      Progress.say("written to " + files.directory());
    }
  }

  private static RelaySizes sizes(Options options) {
    RelaySizes usual = options.quick() ? RelaySizes.QUICK : RelaySizes.FULL;
    return usual
        .withEvents(options.number(EVENTS, usual.events()))
        .withRounds(options.number(ROUNDS, usual.rounds()))
        .withBacklog(options.number(EVENTS_OF_BACKLOG, usual.backlog()));
  }

  private static RelayFigures measure(
      Options options, RelaySizes sizes, RelaySystem system, Map<String, String> machine) {
    return new RelayFigures(
        machine,
        Progress.part(
            options, THROUGHPUT, new RelayThroughput(system, sizes, Progress::say)::measure),
        Progress.part(
            options, ISOLATION, new RelayIsolation(system, sizes, Progress::say)::measure),
        Progress.part(options, BACKLOG, new RelayBacklog(system, sizes, Progress::say)::measure),
        Progress.part(options, COST, new RelayCost(system, sizes, Progress::say)::measure));
  }
}
