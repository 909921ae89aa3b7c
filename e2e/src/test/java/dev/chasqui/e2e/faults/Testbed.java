package dev.chasqui.e2e.faults;

import dev.chasqui.access.Account;
import dev.chasqui.access.Secret;
import dev.chasqui.e2e.processes.NewAccounts;
import dev.chasqui.e2e.processes.ServiceProcess;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.embedded.RegistryServer;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.simulator.numbers.StatusPlan;
import dev.chasqui.testing.ConsumerGroup;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Servers that the fault tests have to themselves, the simulator in this JVM, and the
 * inbound-service as a process: all that senders and relays need. They are the tests' to start and
 * kill.
 */
final class Testbed implements AutoCloseable {

  private static final String DATABASE = "chasqui";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Path directory;
  private final OwnServers servers;
  private final Broker broker;
  private final RegistryServer registry;
  private final Simulator simulator = Simulator.start(SimulatorSettings.onPort(0));
  private final TestDatabase database;
  private final NewAccounts accounts;
  private final ServiceProcess inbound;
  private PostgresServer postgres;

  private Testbed(Path directory) {
    // What runs in other processes must not outlive a test run that is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-testbed"));
    this.directory = directory;
    this.servers = new OwnServers(directory);
    running.push(simulator);
    this.broker = new Broker(directory);
    running.push(broker);
    var starting = CompletableFuture.supplyAsync(() -> servers.registry(0));
    this.postgres = servers.postgres(0);
    running.push(() -> postgres.close());
    this.registry = starting.join();
    running.push(registry);
    postgres.createDatabase(DATABASE);
    this.database =
        new TestDatabase(postgres.jdbcUrl(DATABASE), postgres.username(), postgres.password());
    this.accounts = new NewAccounts(database.dataSource());
    broker.awaitReady();
    this.inbound = process("inbound-service", "inbound", List.of());
    inbound.start();
    inbound.awaitReady();
  }

  static Testbed start() throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "faults").toAbsolutePath());
    return new Testbed(Files.createTempDirectory(parent, "run-"));
  }

  /** A sender that is not started yet; it is stopped with the testbed at the latest. */
  ServiceProcess sender(String name, String... settings) {
    return process("sender-service", name, List.of(settings));
  }

  /** As above, a relay. */
  ServiceProcess relay(String name, String... settings) {
    return process("webhook-relay", name, List.of(settings));
  }

  /** As above, another inbound-service. */
  ServiceProcess inbound(String name, String... settings) {
    return process("inbound-service", name, List.of(settings));
  }

  /** The inbound-service that WhatsApp calls; it runs. */
  ServiceProcess inbound() {
    return inbound;
  }

  /** As above, a relay, to which hosts are known by a file such as {@code /etc/hosts}. */
  ServiceProcess relay(String name, Path hosts, String... settings) {
    Map<String, String> environment = new HashMap<>(environment(name));
    environment.put("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
    return process("webhook-relay", name, environment, List.of(settings));
  }

  private ServiceProcess process(String module, String name, List<String> settings) {
    return process(module, name, environment(name), settings);
  }

  private ServiceProcess process(
      String module, String name, Map<String, String> environment, List<String> settings) {
    ServiceProcess process =
        new ServiceProcess(module, name, Ports.free(), directory, environment, settings);
    running.push(process);
    return process;
  }

  private Map<String, String> environment(String name) {
    return Map.of(
        "CHASQUI_DATABASE_URL", databaseUrl(name, postgres.port()),
        "CHASQUI_DATABASE_USER", database.username(),
        "CHASQUI_DATABASE_PASSWORD", database.password(),
        "CHASQUI_HTTP_RATE_LIMIT", "0",
        "CHASQUI_MASTER_KEY", NewAccounts.MASTER_KEY.value(),
        "CHASQUI_KAFKA", kafka(),
        "CHASQUI_SCHEMA_REGISTRY_URL", registryUrl());
  }

  /** An account on the simulator, with so many statuses of each message. */
  Account account(StatusPlan.Last statuses) {
    return account(statuses, simulator.url().toString());
  }

  /** As above, for an account whose WhatsApp is reached at another address. */
  Account account(StatusPlan.Last statuses, String url) {
    Account account = accounts.create(url);
    whatsapp()
        .put(
            NewAccounts.number(account, inbound.url())
                .withStatuses(new StatusPlan(null, null, null, statuses))
                .withWebhookBatch(100));
    return account;
  }

  /** A new key that opens the REST API for an account. */
  Secret apiKey(Account account) {
    return accounts.apiKey(account);
  }

  SimulatorControl whatsapp() {
    return new SimulatorControl(simulator.url().toString());
  }

  int whatsappPort() {
    return simulator.port();
  }

  /** The database for a client that is known by a name, through PostgreSQL's port or a gate's. */
  String databaseUrl(String client, int port) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?ApplicationName=%s".formatted(port, DATABASE, client);
  }

  SenderDatabase database() {
    return new SenderDatabase(database);
  }

  RelayDatabase relayDatabase() {
    return new RelayDatabase(JdbcClient.create(database.dataSource()));
  }

  /** Waits until PostgreSQL has seen that a client is gone, and ended what it was doing. */
  void awaitGone(String client) {
    String sql = "select not exists (select from pg_stat_activity where application_name = ?)";
    JdbcClient jdbc = JdbcClient.create(database.dataSource());
    Awaitility.await(client + " is gone")
        .atMost(LIMIT)
        .until(() -> jdbc.sql(sql).param(client).query(Boolean.class).single());
  }

  /** Where the servers' data and logs are. */
  Path directory() {
    return directory;
  }

  Broker broker() {
    return broker;
  }

  /** The senders'. */
  ConsumerGroup group() {
    return group("chasqui-sender");
  }

  ConsumerGroup group(String name) {
    return new ConsumerGroup(kafka(), name);
  }

  PostgresServer postgres() {
    return postgres;
  }

  /** SIGKILL to PostgreSQL, and up again on the same data. */
  void killAndStartPostgres() {
    ProcessHandle.of(postgres.pid()).ifPresent(ProcessHandle::destroyForcibly);
    startPostgresAgain();
  }

  /** SIGKILL to PostgreSQL, and up again on other data; where those were is nothing then. */
  void restorePostgres(Path data) throws IOException {
    ProcessHandle.of(postgres.pid()).ifPresent(ProcessHandle::destroyForcibly);
    int port = postgres.port();
    postgres.close();
    FileSystemUtils.deleteRecursively(postgresData());
    Files.move(data, postgresData());
    postgres = servers.postgres(port);
  }

  /** PostgreSQL's data directory. */
  Path postgresData() {
    return directory.resolve("postgres");
  }

  /** The services' database. */
  TestDatabase services() {
    return database;
  }

  /** Stops what is left of PostgreSQL, and starts it on the same data. */
  void startPostgresAgain() {
    int port = postgres.port();
    postgres.close();
    postgres = servers.postgres(port);
  }

  /** What PostgreSQL has logged. */
  String postgresLog() throws IOException {
    return Files.readString(directory.resolve("postgres.log"));
  }

  /** Bootstrap servers. */
  String kafka() {
    return broker.bootstrapServers();
  }

  String registryUrl() {
    return registry.url();
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
    if (!failures.isEmpty()) {
      throw new IllegalStateException("What did not stop: " + failures);
    }
  }
}
