package dev.chasqui.benchmarks.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A JVM of its own, which this one stops when it ends. */
public final class JavaProcess implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);

  private final String name;
  private final Path log;
  private final Process process;

  private JavaProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it; returns at once.
   *
   * @param directory gets its log
   * @param environment beside this process's own
   * @param arguments of {@code java}
   */
  static JavaProcess start(
      String name, Path directory, Map<String, String> environment, List<String> arguments) {
    Path log = directory.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      // Ctrl-C must not leave it behind.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop " + name));
      return new JavaProcess(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a class of this process's own class path; returns at once.
   *
   * @param heap such as {@code -Xms1g} and {@code -Xmx1g}
   */
  static JavaProcess startOwn(
      String name, Path directory, List<String> heap, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(heap);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dlogback.configurationFile=benchmarks-logback.xml");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return start(name, directory, Map.of(), command);
  }

  long pid() {
    return process.pid();
  }

  String name() {
    return name;
  }

  void awaitReady(BooleanSupplier ready) {
    long until = System.nanoTime() + READY_WITHIN.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new IllegalStateException(name + " did not become ready; its log: " + log);
      }
      Waiting.nap();
    }
  }

  static boolean answers(String url) {
    try {
      var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  /** Keeps it from doing anything, as it is, until {@link #goOn}. */
  void standStill() {
    signal("STOP");
  }

  /** Lets it go on. */
  void goOn() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      int result = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
      if (result != 0) {
        throw new IllegalStateException(name + " did not get " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM, as an operator stops it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
