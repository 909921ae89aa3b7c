package dev.chasqui.benchmarks;

import dev.chasqui.benchmarks.Options.Part;
import dev.chasqui.benchmarks.measure.Accuracy;
import dev.chasqui.benchmarks.measure.Isolation;
import dev.chasqui.benchmarks.measure.Scaling;
import dev.chasqui.benchmarks.measure.Throughput;
import dev.chasqui.benchmarks.report.ResultFiles;
import dev.chasqui.benchmarks.report.SenderFigures;
import dev.chasqui.benchmarks.system.Machine;
import dev.chasqui.benchmarks.system.Project;
import dev.chasqui.benchmarks.system.SenderSystem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code ./chasqui bench}. */
final class Benchmarks {

  private static final long BEGAN = System.nanoTime();

  private Benchmarks() {}

  public static void main(String[] args) throws IOException {
    Options options;
    try {
      options = Options.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    run(options, Project.ofLauncher());
    System.exit(0);
  }

  private static void run(Options options, Project project) throws IOException {
    Map<String, String> machine = Machine.describe(project);
    say("starting PostgreSQL, Kafka, the registry, the simulator and the sender");
    try (SenderSystem system = SenderSystem.start(project, options.sizes().inFlight())) {
      SenderFigures figures = measure(options, system, machine);
      ResultFiles files = new ResultFiles(project.results(), "sender");
      System.out.println();
      System.out.println(files.write(figures));
      say("written to " + files.directory());
    }
  }

  private static SenderFigures measure(
      Options options, SenderSystem system, Map<String, String> machine) {
    var sizes = options.sizes();
    return new SenderFigures(
        machine,
        part(options, Part.THROUGHPUT, new Throughput(system, sizes, Benchmarks::say)::measure),
        part(options, Part.ACCURACY, new Accuracy(system, sizes, Benchmarks::say)::measure),
        part(options, Part.ISOLATION, new Isolation(system, sizes, Benchmarks::say)::measure),
        part(options, Part.SCALING, new Scaling(system, sizes, Benchmarks::say)::measure));
  }

  private static <T> @Nullable T part(Options options, Part part, Supplier<T> measure) {
    if (!options.parts().contains(part)) {
      return null;
    }
    say(part.name().toLowerCase(java.util.Locale.ROOT));
    return measure.get();
  }

  private static void say(String text) {
    System.out.printf("%4d s  %s%n", (System.nanoTime() - BEGAN) / 1_000_000_000, text);
  }
}
