package dev.chasqui.e2e.processes;

import dev.chasqui.e2e.Project;
import dev.chasqui.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A service as a user runs it, {@code java -jar}; to be killed and started again. */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

  private final String module;
  private final int port;
  private final int managementPort = Ports.free();
  private final Path log;
  private final Map<String, String> environment;
  private final List<String> settings;
  private @Nullable Process process;

  /**
   * The only one of its module; as {@link #ServiceProcess(String, String, int, Path, Map, List)}.
   */
  ServiceProcess(String module, int port, Path directory, Map<String, String> environment) {
    this(module, module, port, directory, environment, List.of());
  }

  /**
   * @param name of its log, among the others of its module
   * @param environment what an operator sets, but for the ports
   * @param settings what an operator writes behind the command, {@code --key=value}
   */
  public ServiceProcess(
      String module,
      String name,
      int port,
      Path directory,
      Map<String, String> environment,
      List<String> settings) {
    this.module = module;
    this.port = port;
    this.log = directory.resolve(name + ".log");
    this.environment = environment;
    this.settings = settings;
  }

  /** Starts it; returns at once. */
  public void start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx192m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", Project.unpackedJar(module).toString()));
    command.addAll(settings);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("CHASQUI_PORT", Integer.toString(port));
    builder.environment().put("CHASQUI_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    Process running = Objects.requireNonNull(process);
    running.destroyForcibly();
    awaitEnd(running);
  }

  /** Waits until it says that it is ready. */
  public void awaitReady() {
    Awaitility.await(module + " is ready, see " + log)
        .pollInterval(Duration.ofMillis(100))
        .atMost(READY_WITHIN)
        .until(this::isReady);
  }

  private boolean isReady() {
    return status("/readyz") == 200;
  }

  /** The status of what it answers who asks whether it is ready, as soon as it answers. */
  int readiness() {
    Awaitility.await(module + " answers, see " + log)
        .atMost(READY_WITHIN)
        .until(() -> status("/livez") == 200);
    return status("/readyz");
  }

  /** 0 if it does not answer. */
  private int status(String path) {
    if (!Objects.requireNonNull(process).isAlive()) {
      throw new IllegalStateException(module + " has ended:\n" + log());
    }
    try {
      return Http.call(HttpRequest.newBuilder(URI.create(url() + path))).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  /** Waits until its log says {@code text}. */
  void awaitLog(String text) {
    Awaitility.await(module + " logs '" + text + "', see " + log)
        .atMost(READY_WITHIN)
        .until(() -> log().contains(text));
  }

  /** All that it printed, in all its lives. */
  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its process id. */
  public long pid() {
    return Objects.requireNonNull(process).pid();
  }

  String module() {
    return module;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Where it shows its metrics. */
  URI metrics() {
    return URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus");
  }

  /** SIGTERM, as an operator stops it. */
  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroy();
      awaitEnd(running);
    }
  }

  private static void awaitEnd(Process running) {
    try {
      if (!running.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly();
        throw new IllegalStateException("Not gone within " + STOPPED_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
