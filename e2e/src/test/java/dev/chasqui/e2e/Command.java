package dev.chasqui.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command line, run as a user runs it. Immutable.
 *
 * @param directory where it runs; what it prints is kept there too
 * @param environment beside this process's own
 */
public record Command(Path directory, Map<String, String> environment) {

  /**
   * What came of it.
   *
   * @param output what it printed, errors included
   */
  public record Ended(int exitCode, String output) {}

  /** Whether a program is on the path. */
  public static boolean exists(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(directory -> Path.of(directory, program))
        .anyMatch(Files::isExecutable);
  }

  /** Runs it to its end. */
  public Ended run(Duration limit, String... arguments) {
    Path output = newOutput();
    Process process = start(output, arguments);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "%s took longer than %s:%n%s"
                .formatted(List.of(arguments), limit, Project.read(output)));
      }
      return new Ended(process.exitValue(), Project.read(output));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts it; what it prints goes to a file. */
  public Process start(Path output, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(arguments).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path newOutput() {
    try {
      return Files.createTempFile(directory, "output", ".txt");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
