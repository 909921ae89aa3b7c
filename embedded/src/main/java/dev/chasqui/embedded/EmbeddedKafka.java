package dev.chasqui.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka in this JVM: one node that is broker and controller (KRaft). Topics and what they
 * hold are there again after a restart, also after the JVM was killed. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String NAME = "Kafka";

  private final Address address;
  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private boolean closed;

  private EmbeddedKafka(Address address, KafkaRaftServer server, DirectoryLock lock) {
    this.address = address;
    this.server = server;
    this.lock = lock;
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @param dataDir its topics; kept over restarts, created if missing
   * @param host the address it listens on and is reached at, usually {@code 127.0.0.1}
   * @param port the port it listens on, 0 for a free one
   * @throws PortTakenException if another process uses the port
   * @throws ServerStartException if it does not start; says why
   */
  public static EmbeddedKafka start(Path dataDir, String host, int port) {
    return start(dataDir, host, port, Map.of());
  }

  /**
   * The same with properties of the broker that go before those it has; listeners are added to its
   * own, which stays open to all who reach it.
   */
  public static EmbeddedKafka start(
      Path dataDir, String host, int port, Map<String, String> properties) {
    try {
      return startLocked(dataDir, host, port, properties);
    } catch (PortTakenException | ServerStartException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ServerStartException(
          "%s on %s:%d, data %s: %s".formatted(NAME, host, port, dataDir, e.getMessage()), e);
    }
  }

  private static EmbeddedKafka startLocked(
      Path dataDir, String host, int port, Map<String, String> more) throws IOException {
    DirectoryLock lock = DirectoryLock.take(dataDir);
    try {
      Address address = Address.claim(NAME, host, port);
      return new EmbeddedKafka(address, server(dataDir.toRealPath(), address, more), lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static KafkaRaftServer server(Path dataDir, Address address, Map<String, String> more)
      throws IOException {
    Properties properties = KafkaProperties.of(dataDir, address, more);
    KafkaStorage.formatOnce(dataDir, properties);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  /** What clients need as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return address.toString();
  }

  /** The port it listens on. */
  public int port() {
    return address.port();
  }

  /** Stops it; the topics stay. Does nothing the second time. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stop(server);
      lock.close();
    }
  }
}
