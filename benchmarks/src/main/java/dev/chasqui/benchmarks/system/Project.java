package dev.chasqui.benchmarks.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where the project's files are.
 *
 * @param directory its root
 */
public record Project(Path directory) {

  /** As the launcher says. */
  public static Project ofLauncher() {
    String directory = System.getProperty("chasqui.project.dir");
    if (directory == null) {
      throw new IllegalStateException("Run it with ./chasqui bench");
    }
    return new Project(Path.of(directory));
  }

  /** The jar that runs a module. */
  Path execJar(String module) {
    try (Stream<Path> files = Files.list(directory.resolve(module).resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(module + " is not built"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path postgresBinaries() {
    return directory.resolve("embedded").resolve("target").resolve("postgres");
  }

  /** Where data goes while a benchmark runs. */
  Path scratch() {
    return directory.resolve("benchmarks").resolve("target");
  }

  /** Makes a directory for the data of a run, which whoever asked for it deletes. */
  Path newRun() {
    try {
      return Files.createTempDirectory(Files.createDirectories(scratch()), "run-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where figures go. */
  public Path results() {
    return directory.resolve("benchmarks").resolve("results");
  }
}
