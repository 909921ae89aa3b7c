package dev.chasqui.benchmarks;

import dev.chasqui.benchmarks.system.Project;
import java.io.IOException;
import java.util.List;

/** {@code ./chasqui bench}. */
final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] args) throws IOException {
    List<String> arguments = List.of(args);
    try {
      run(arguments.isEmpty() ? "" : arguments.getFirst(), arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    System.exit(0);
  }

  private static void run(String name, List<String> arguments) throws IOException {
    switch (name) {
      case SenderBenchmark.NAME -> SenderBenchmark.run(options(arguments), Project.ofLauncher());
      case RelayBenchmark.NAME -> RelayBenchmark.run(options(arguments), Project.ofLauncher());
      case HistoryBenchmark.NAME -> HistoryBenchmark.run(options(arguments), Project.ofLauncher());
      default ->
          throw new IllegalArgumentException(
              "Usage: ./chasqui bench %s|%s|%s …"
                  .formatted(SenderBenchmark.NAME, RelayBenchmark.NAME, HistoryBenchmark.NAME));
    }
  }

  private static List<String> options(List<String> arguments) {
    return arguments.subList(1, arguments.size());
  }
}
