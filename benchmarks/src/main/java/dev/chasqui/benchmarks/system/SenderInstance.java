package dev.chasqui.benchmarks.system;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sender as a user runs it, {@code java -jar}. */
final class SenderInstance implements AutoCloseable {

  static final String HEAP = "-Xmx512m";

  /** Any 32 bytes. */
  static final String MASTER_KEY = "5f".repeat(32);

  private final JavaProcess process;
  private final String url;

  /**
   * Starts it; returns at once.
   *
   * @param inFlight calls to WhatsApp at once
   */
  SenderInstance(Project project, Servers servers, Path directory, int number, int inFlight) {
    int port = Servers.freePort();
    this.url = "http://" + Servers.HOST + ":" + port;
    Map<String, String> environment = new HashMap<>();
    environment.put("CHASQUI_PORT", Integer.toString(port));
    environment.put("CHASQUI_MANAGEMENT_PORT", Integer.toString(Servers.freePort()));
    environment.put("CHASQUI_DATABASE_URL", servers.databaseUrl());
    environment.put("CHASQUI_DATABASE_USER", servers.databaseUser());
    environment.put("CHASQUI_DATABASE_PASSWORD", servers.databasePassword());
    environment.put("CHASQUI_MASTER_KEY", MASTER_KEY);
    environment.put("CHASQUI_KAFKA", servers.kafkaAddress());
    environment.put("CHASQUI_SCHEMA_REGISTRY_URL", servers.registryUrl());
    environment.put("CHASQUI_SENDER_MAX_IN_FLIGHT", Integer.toString(inFlight));
    // What has a pace here has one of its own.
    environment.put("CHASQUI_MESSAGES_PER_SECOND", "0");
    environment.put("CHASQUI_RECIPIENT_INTERVAL", "0s");
    this.process =
        JavaProcess.start(
            "sender-" + number,
            directory,
            environment,
            List.of(HEAP, "-jar", project.execJar("sender-service").toString()));
  }

  void awaitReady() {
    process.awaitReady(() -> JavaProcess.answers(url + "/readyz"));
  }

  long pid() {
    return process.pid();
  }

  String name() {
    return process.name();
  }

  @Override
  public void close() {
    process.close();
  }
}
