package dev.chasqui.testing;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.embedded.PostgresSettings;
import dev.chasqui.embedded.RegistryServer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Servers that a test has to itself: it may stop them, kill them (by {@code pid()}), and start them
 * again on the same data and port. Who starts one closes it. Thread-safe.
 *
 * @param directory where their data goes, usually a {@code @TempDir}
 */
public record OwnServers(Path directory) {
  private static final String HOST = "127.0.0.1";

  /** Starts Kafka; port 0 is a free one. */
  public EmbeddedKafka kafka(int port) {
    return kafka(port, Map.of());
  }

  /** The same with more properties and listeners of the broker. */
  public EmbeddedKafka kafka(int port, Map<String, String> properties) {
    return EmbeddedKafka.start(directory.resolve("kafka"), HOST, port, properties);
  }

  /** Starts a PostgreSQL whose commits wait for the disk; port 0 is a free one. */
  public PostgresServer postgres(int port) {
    return postgres(port, true);
  }

  PostgresServer postgres(int port, boolean durable) {
    return PostgresServer.start(
        new PostgresSettings(
            directory.resolve("postgres"),
            TestDirectories.postgresBinaries(),
            directory.resolve("postgres.log"),
            HOST,
            port,
            durable));
  }

  /** Starts a schema registry; port 0 is a free one. */
  public RegistryServer registry(int port) {
    return RegistryServer.start(
        directory.resolve("registry"), directory.resolve("registry.log"), HOST, port);
  }
}
