package dev.chasqui.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A real PostgreSQL in processes of its own, which end with this JVM, however it ends. What was
 * committed is there again after a restart. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final String DUPLICATE_DATABASE = "42P04";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final int TRIES = 10;

  private final Address address;
  private final PostgresCluster cluster;
  private final WatchedProcess process;
  private final DirectoryLock lock;

  private PostgresServer(
      Address address, PostgresCluster cluster, WatchedProcess process, DirectoryLock lock) {
    this.address = address;
    this.cluster = cluster;
    this.process = process;
    this.lock = lock;
  }

  /**
   * Starts a server and waits until it answers. One that a killed JVM left running on the same data
   * is stopped first.
   *
   * @throws PortTakenException if another process uses the port
   * @throws ServerStartException if it does not start; says why
   */
  public static PostgresServer start(PostgresSettings settings) {
    try {
      return startLocked(settings);
    } catch (PortTakenException | ServerStartException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String where = settings.host() + ":" + settings.port();
      throw new ServerStartException(
          "PostgreSQL on %s, log %s: %s".formatted(where, settings.logFile(), e.getMessage()), e);
    }
  }

  private static PostgresServer startLocked(PostgresSettings settings) throws IOException {
    Files.createDirectories(settings.logFile().toAbsolutePath().getParent());
    DirectoryLock lock = DirectoryLock.take(settings.dataDir());
    try {
      return start(settings, settings.dataDir().toRealPath(), lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static PostgresServer start(PostgresSettings settings, Path directory, DirectoryLock lock)
      throws IOException {
    Path data = directory.resolve("data");
    Leftover.stop(data.resolve("postmaster.pid"), data.toString(), WatchedProcess.StopSignal.INT);
    Address address = Address.claim("PostgreSQL", settings.host(), settings.port());
    PostgresBinaries binaries =
        PostgresBinaries.unpackedIn(settings.binariesDir().toAbsolutePath());
    PostgresCluster cluster =
        PostgresCluster.in(directory, binaries, settings.logFile(), settings.durable());
    List<String> command = binaries.command("postgres", arguments(data, address, settings));
    Readiness readiness = new Readiness("PostgreSQL", address, settings.logFile(), READY_WITHIN);
    WatchedProcess process = run(command, cluster, readiness);
    return new PostgresServer(address, cluster, process, lock);
  }

  /**
   * The processes of a postmaster that was killed take a moment to notice; until then PostgreSQL
   * refuses to start on their data.
   */
  private static WatchedProcess run(
      List<String> command, PostgresCluster cluster, Readiness readiness) throws IOException {
    for (int attempt = 1; ; attempt++) {
      WatchedProcess process =
          WatchedProcess.start(WatchedProcess.StopSignal.INT, readiness.log(), command);
      try {
        readiness.await(process, () -> ping(readiness.address(), cluster));
        return process;
      } catch (ServerStartException e) {
        if (attempt == TRIES || !LogTail.of(readiness.log()).contains("shared memory block")) {
          throw e;
        }
      }
    }
  }

  private static List<String> arguments(Path data, Address address, PostgresSettings settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-D", data.toString(), "-p", Integer.toString(address.port())));
    set(arguments, "listen_addresses", address.host());
    set(arguments, "unix_socket_directories", "");
    set(arguments, "max_connections", "100");
    set(arguments, "shared_buffers", settings.size().sharedBuffers);
    set(arguments, "max_wal_size", settings.size().mostWal);
    set(arguments, "timezone", "UTC");
    set(arguments, "log_timezone", "UTC");
    // Fewer processes: no workers for asynchronous reads, parallel queries or replication.
    set(arguments, "io_method", "sync");
    set(arguments, "max_parallel_workers_per_gather", "0");
    set(arguments, "max_logical_replication_workers", "0");
    for (String safety : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      set(arguments, safety, settings.durable() ? "on" : "off");
    }
    return arguments;
  }

  private static void set(List<String> arguments, String name, String value) {
    arguments.addAll(List.of("-c", name + "=" + value));
  }

  private static void ping(Address address, PostgresCluster cluster) throws SQLException {
    connect(address, cluster).close();
  }

  private static Connection connect(Address address, PostgresCluster cluster) throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl(address, "postgres"), PostgresCluster.SUPERUSER, cluster.password());
  }

  private static String jdbcUrl(Address address, String database) {
    return "jdbc:postgresql://" + address + "/" + database;
  }

  /**
   * Creates a database, unless it is there.
   *
   * @param name lower case letters, digits and underscores
   * @throws IllegalArgumentException for any other name
   * @throws IllegalStateException if the server does not do it
   */
  public void createDatabase(String name) {
    if (!DATABASE.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name for a database: " + name);
    }
    try (Connection connection = connect(address, cluster);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw new IllegalStateException("Creating database " + name + " on " + address, e);
      }
    }
  }

  /** The JDBC URL of a database on this server, without user and password. */
  public String jdbcUrl(String database) {
    return jdbcUrl(address, database);
  }

  /** The superuser. */
  public String username() {
    return PostgresCluster.SUPERUSER;
  }

  /** The superuser's password: random, the same over restarts. */
  public String password() {
    return cluster.password();
  }

  /** The port it listens on. */
  public int port() {
    return address.port();
  }

  /** The process id of the postmaster. */
  public long pid() {
    return process.pid();
  }

  /** Whether the postmaster is running. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Stops it, ending open connections; the data stays. Does nothing the second time. */
  @Override
  public void close() {
    process.stop();
    lock.close();
  }
}
