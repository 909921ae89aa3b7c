package dev.chasqui.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real schema registry (Apicurio, with Confluent's REST API) in a process of its own, which ends
 * with this JVM, however it ends. Schemas are there again after a restart. Thread-safe.
 */
public final class RegistryServer implements AutoCloseable {
  /** The system property that names the directory with the unpacked registry. */
  public static final String HOME_PROPERTY = "chasqui.registry.home";

  private static final String NAME = "The schema registry";
  private static final String API = "/apis/ccompat/v7";
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final Address address;
  private final WatchedProcess process;
  private final DirectoryLock lock;

  private RegistryServer(Address address, WatchedProcess process, DirectoryLock lock) {
    this.address = address;
    this.process = process;
    this.lock = lock;
  }

  /**
   * Starts a registry and waits until it answers. One that a killed JVM left running on the same
   * data is stopped first.
   *
   * @param dataDir its schemas; kept over restarts, created if missing
   * @param logFile what it logs is appended here
   * @param host the address it listens on, usually {@code 127.0.0.1}
   * @param port the port it listens on, 0 for a free one
   * @throws PortTakenException if another process uses the port
   * @throws ServerStartException if it does not start; says why
   */
  public static RegistryServer start(Path dataDir, Path logFile, String host, int port) {
    try {
      return startLocked(dataDir, logFile, host, port);
    } catch (PortTakenException | ServerStartException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ServerStartException(
          "%s on %s:%d, log %s: %s".formatted(NAME, host, port, logFile, e.getMessage()), e);
    }
  }

  private static RegistryServer startLocked(Path dataDir, Path logFile, String host, int port)
      throws IOException {
    RegistryCommand registry = RegistryCommand.fromSystemProperty();
    Files.createDirectories(logFile.toAbsolutePath().getParent());
    DirectoryLock lock = DirectoryLock.take(dataDir);
    try {
      return start(registry, dataDir.toRealPath(), logFile, host, port, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static RegistryServer start(
      RegistryCommand registry,
      Path dataDir,
      Path logFile,
      String host,
      int port,
      DirectoryLock lock)
      throws IOException {
    Path pidFile = dataDir.resolve("registry.pid");
    Leftover.stop(pidFile, dataDir.toString(), WatchedProcess.StopSignal.TERM);
    Address address = Address.claim(NAME, host, port);
    List<String> command = registry.command(dataDir, address);
    WatchedProcess process = WatchedProcess.start(WatchedProcess.StopSignal.TERM, logFile, command);
    Files.writeString(pidFile, Long.toString(process.pid()));
    awaitReady(process, address, logFile);
    return new RegistryServer(address, process, lock);
  }

  static void awaitReady(WatchedProcess process, Address address, Path log) throws IOException {
    new Readiness(NAME, address, log, READY_WITHIN).await(process, () -> ping(address));
  }

  private static void ping(Address address) throws IOException {
    URL subjects = URI.create(url(address) + "/subjects").toURL();
    HttpURLConnection connection = (HttpURLConnection) subjects.openConnection();
    connection.setConnectTimeout(1_000);
    connection.setReadTimeout(10_000);
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("It answers with status " + connection.getResponseCode());
      }
    } finally {
      connection.disconnect();
    }
  }

  private static String url(Address address) {
    return "http://" + address + API;
  }

  /** The base URL of Confluent's REST API, without a slash at the end. */
  public String url() {
    return url(address);
  }

  /** The port it listens on. */
  public int port() {
    return address.port();
  }

  /** The process id of the registry. */
  public long pid() {
    return process.pid();
  }

  /** Whether the registry's process is running. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Stops it; the schemas stay. Does nothing the second time. */
  @Override
  public void close() {
    process.stop();
    lock.close();
  }
}
