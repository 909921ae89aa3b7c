package dev.chasqui.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of another language, started as its user starts it. */
final class Program implements AutoCloseable {

  private static final int END_WITHIN_SECONDS = 30;

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * @param directory where it runs, and what it prints is kept
   */
  static Program start(Path directory, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile(directory, "output", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      return new Program(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean exists(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(directory -> Path.of(directory, name))
        .anyMatch(Files::isExecutable);
  }

  /** Hands it its input, waits for its end and gives what it printed. */
  String answer(byte[] input) {
    try {
      process.getOutputStream().write(input);
      process.getOutputStream().close();
      if (!process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("It does not end; it printed: " + output());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return output();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What it has printed so far, errors included. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
