package dev.chasqui.benchmarks.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The simulated WhatsApp. */
final class SimulatorProcess implements AutoCloseable {

  private final int port = Servers.freePort();
  private final JavaProcess process;

  /** Starts it; returns at once. */
  SimulatorProcess(Project project, Path directory) {
    this.process =
        JavaProcess.start(
            "simulator",
            directory,
            Map.of("CHASQUI_SIMULATOR_PORT", Integer.toString(port)),
            List.of("-Xms1g", "-Xmx1g", "-jar", project.execJar("simulator").toString()));
  }

  void awaitReady() {
    process.awaitReady(() -> JavaProcess.answers(url() + "/_sim/received"));
  }

  String url() {
    return "http://" + Servers.HOST + ":" + port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
