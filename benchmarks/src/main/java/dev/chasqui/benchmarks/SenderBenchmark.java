package dev.chasqui.benchmarks;

import dev.chasqui.benchmarks.measure.Accuracy;
import dev.chasqui.benchmarks.measure.Isolation;
import dev.chasqui.benchmarks.measure.Scaling;
import dev.chasqui.benchmarks.measure.Sizes;
import dev.chasqui.benchmarks.measure.Throughput;
import dev.chasqui.benchmarks.report.ResultFiles;
import dev.chasqui.benchmarks.report.SenderFigures;
import dev.chasqui.benchmarks.system.Machine;
import dev.chasqui.benchmarks.system.Project;
import dev.chasqui.benchmarks.system.SenderSystem;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code ./chasqui bench sender}. */
final class SenderBenchmark {

  static final String NAME = "sender";

  private static final String THROUGHPUT = "throughput";
  private static final String ACCURACY = "accuracy";
  private static final String ISOLATION = "isolation";
  private static final String SCALING = "scaling";
  private static final String COMMANDS = "--commands";
  private static final String ROUNDS = "--rounds";

  private SenderBenchmark() {}

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
            List.of(THROUGHPUT, ACCURACY, ISOLATION, SCALING),
            List.of(COMMANDS, ROUNDS));
    Map<String, String> machine = Machine.describe(project);
    Progress.say("starting PostgreSQL, Kafka, the registry, the simulator and the sender");
    Sizes sizes = sizes(options);
    try (SenderSystem system = SenderSystem.start(project, sizes.inFlight())) {
      SenderFigures figures = measure(options, sizes, system, machine);
      ResultFiles files = new ResultFiles(project.results(), NAME);
      System.out.println();
      System.out.println(files.write(figures));
      Progress.say("written to " + files.directory());
    }
  }

  private static Sizes sizes(Options options) {
    Sizes usual = options.quick() ? Sizes.QUICK : Sizes.FULL;
    return usual
        .withCommands(options.number(COMMANDS, usual.commands()))
        .withRounds(options.number(ROUNDS, usual.rounds()));
  }

  private static SenderFigures measure(
      Options options, Sizes sizes, SenderSystem system, Map<String, String> machine) {
    return new SenderFigures(
        machine,
        Progress.part(options, THROUGHPUT, new Throughput(system, sizes, Progress::say)::measure),
        Progress.part(options, ACCURACY, new Accuracy(system, sizes, Progress::say)::measure),
        Progress.part(options, ISOLATION, new Isolation(system, sizes, Progress::say)::measure),
        Progress.part(options, SCALING, new Scaling(system, sizes, Progress::say)::measure));
  }
}
