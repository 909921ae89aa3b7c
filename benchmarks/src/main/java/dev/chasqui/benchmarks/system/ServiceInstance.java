package dev.chasqui.benchmarks.system;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A service as a user runs it, {@code java -jar}. */
final class ServiceInstance implements AutoCloseable {

  /** All of it from the beginning, as the images have it. */
  static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

  /** Any 32 bytes. */
  static final String MASTER_KEY = "5f".repeat(32);

  private final JavaProcess process;
  private final String url;

  private ServiceInstance(JavaProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it; returns at once.
   *
   * @param name the process's
   * @param module whose jar it is
   * @param settings environment variables, beside those that all services have
   */
  static ServiceInstance start(
      String name,
      String module,
      Project project,
      Servers servers,
      Path directory,
      Map<String, String> settings) {
    int port = Servers.freePort();
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("CHASQUI_PORT", Integer.toString(port));
    environment.put("CHASQUI_MANAGEMENT_PORT", Integer.toString(Servers.freePort()));
    environment.put("CHASQUI_DATABASE_URL", servers.databaseUrl());
    environment.put("CHASQUI_DATABASE_USER", servers.databaseUser());
    environment.put("CHASQUI_DATABASE_PASSWORD", servers.databasePassword());
    environment.put("CHASQUI_HTTP_RATE_LIMIT", "0");
    environment.put("CHASQUI_MASTER_KEY", MASTER_KEY);
    environment.put("CHASQUI_KAFKA", servers.kafkaAddress());
    environment.put("CHASQUI_SCHEMA_REGISTRY_URL", servers.registryUrl());
    JavaProcess process =
        JavaProcess.start(
            name,
            directory,
            environment,
            Stream.concat(HEAP.stream(), Stream.of("-jar", project.execJar(module).toString()))
                .toList());
    return new ServiceInstance(process, "http://" + Servers.HOST + ":" + port);
  }

  void awaitReady() {
    process.awaitReady(() -> JavaProcess.answers(url + "/readyz"));
  }

  /** Where its REST resources are. */
  String url() {
    return url;
  }

  JavaProcess process() {
    return process;
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
