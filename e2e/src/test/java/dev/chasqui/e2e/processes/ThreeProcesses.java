package dev.chasqui.e2e.processes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Account;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The services as three processes, with servers of their own and the simulator in this JVM. The
 * servers come up one by one only after the services wait for them, as after a power failure.
 */
final class ThreeProcesses implements AutoCloseable {

  private static final String DATABASE = "chasqui";

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Map<String, String> startLogs = new HashMap<>();
  private final Map<String, Integer> early = new HashMap<>();
  private final SpanReceiver spans = SpanReceiver.start();
  private final OwnServers servers;
  private final int postgresPort = Ports.free();
  private final int kafkaPort = Ports.free();
  private final int registryPort = Ports.free();
  private final int simulatorPort = Ports.free();
  private final TestDatabase database;
  private final Installation installation;
  private final ServiceProcess sender;
  private final ServiceProcess inbound;
  private final ServiceProcess relay;

  private ThreeProcesses(Path directory) {
    this.servers = new OwnServers(directory);
    try (PostgresServer postgres = servers.postgres(postgresPort)) {
      postgres.createDatabase(DATABASE);
      this.database =
          new TestDatabase(postgres.jdbcUrl(DATABASE), postgres.username(), postgres.password());
      this.installation = Installation.create(database.dataSource(), simulatorUrl());
    }
    Map<String, String> environment = environment();
    this.sender = new ServiceProcess("sender-service", Ports.free(), directory, environment);
    this.inbound = new ServiceProcess("inbound-service", Ports.free(), directory, environment);
    this.relay = new ServiceProcess("webhook-relay", Ports.free(), directory, environment);
  }

  static ThreeProcesses start() throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "processes").toAbsolutePath());
    ThreeProcesses system = new ThreeProcesses(Files.createTempDirectory(parent, "run-"));
    try {
      system.startServicesFirst();
      return system;
    } catch (RuntimeException | Error e) {
      system.close();
      throw e;
    }
  }

  private void startServicesFirst() {
    // What runs in other processes must not outlive a test run that is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-services"));
    services().forEach(ServiceProcess::start);
    services().forEach(running::push);
    services().forEach(service -> service.awaitLog(WaitingLines.DATABASE));
    running.addLast(spans);
    running.addLast(servers.postgres(postgresPort));
    services().forEach(service -> service.awaitLog(WaitingLines.KAFKA));
    running.addLast(servers.kafka(kafkaPort));
    services().forEach(service -> service.awaitLog(WaitingLines.REGISTRY));
    services().forEach(service -> early.put(service.module(), service.readiness()));
    running.addLast(servers.registry(registryPort));
    running.push(
        Simulator.start(
            SimulatorSettings.onPort(simulatorPort)
                .withNumber(installation.number(inbound.url()))
                .withNumber(Installation.linkedNumber(installation.linked(), inbound.url()))));
    services().forEach(ServiceProcess::awaitReady);
    sender.awaitLog(WaitingLines.ALL_THERE);
    inbound.awaitLog(WaitingLines.ALL_THERE);
    services().forEach(service -> startLogs.put(service.module(), service.log()));
  }

  /** What a service logged until it was ready. */
  String startLog(ServiceProcess service) {
    return Objects.requireNonNull(startLogs.get(service.module()));
  }

  /** What a service answered who asked whether it is ready, while there was no registry yet. */
  int earlyReadiness(ServiceProcess service) {
    return Objects.requireNonNull(early.get(service.module()));
  }

  /** What an operator sets for each service, but for the ports. */
  Map<String, String> environment() {
    return Map.ofEntries(
        entry("CHASQUI_DATABASE_URL", database.jdbcUrl()),
        entry("CHASQUI_DATABASE_USER", database.username()),
        entry("CHASQUI_DATABASE_PASSWORD", database.password()),
        entry("CHASQUI_MASTER_KEY", NewAccounts.MASTER_KEY.value()),
        entry("CHASQUI_KAFKA", kafka()),
        entry("CHASQUI_SCHEMA_REGISTRY_URL", registry()),
        entry("CHASQUI_HTTP_RATE_LIMIT", "0"),
        // As in containers.
        entry("CHASQUI_LOG_FORMAT", "logstash"),
        entry("CHASQUI_TRACES_ENDPOINT", spans.url()),
        // Only what a client or producer asks for.
        entry("CHASQUI_TRACES_SAMPLING", "0"),
        // Leases outlive the calls, so short ones make a killed process's work free sooner.
        entry("CHASQUI_RELAY_ATTEMPT_TIMEOUT", "2s"),
        entry("CHASQUI_RELAY_LEASE_MARGIN", "30s"),
        // The subscribers are on this machine.
        entry("CHASQUI_RELAY_ALLOWED_RECEIVERS", "127.0.0.1/32"));
  }

  ServiceProcess sender() {
    return sender;
  }

  ServiceProcess inbound() {
    return inbound;
  }

  ServiceProcess relay() {
    return relay;
  }

  List<ServiceProcess> services() {
    return List.of(sender, inbound, relay);
  }

  /** Where the services' spans go. */
  SpanReceiver spans() {
    return spans;
  }

  Installation installation() {
    return installation;
  }

  /** Another account of a linked device, for a test that others should not see. */
  Account newLinked() {
    Account linked = installation.accounts().create(simulatorUrl());
    new SimulatorControl(simulatorUrl()).put(Installation.linkedNumber(linked, inbound.url()));
    return linked;
  }

  /** Bootstrap servers. */
  String kafka() {
    return "127.0.0.1:" + kafkaPort;
  }

  /** The registry's base URL. */
  String registry() {
    return "http://127.0.0.1:" + registryPort + "/apis/ccompat/v7";
  }

  String simulatorUrl() {
    return "http://127.0.0.1:" + simulatorPort;
  }

  @Override
  public synchronized void close() {
    List<Exception> failures = new ArrayList<>();
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    assertThat(failures).as("what did not stop").isEmpty();
  }
}
