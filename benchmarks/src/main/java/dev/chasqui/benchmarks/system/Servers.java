package dev.chasqui.benchmarks.system;

import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.embedded.PostgresSettings;
import dev.chasqui.embedded.RegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL with durable commits, Kafka and the registry, each a process. */
final class Servers implements AutoCloseable {

  static final String HOST = "127.0.0.1";
  private static final String DATABASE = "chasqui";

  private final Parts parts = new Parts();
  private final PostgresServer postgres;
  private final RegistryServer registry;
  private final int kafkaPort = freePort();
  private final JavaProcess kafka;

  Servers(Project project, Path directory) {
    try {
      this.postgres = parts.started(postgres(project, directory));
      postgres.createDatabase(DATABASE);
      this.registry =
          parts.started(
              RegistryServer.start(
                  directory.resolve("registry"), directory.resolve("registry.log"), HOST, 0));
      this.kafka = parts.started(kafka(directory));
      kafka.awaitReady(() -> accepts(kafkaPort));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static PostgresServer postgres(Project project, Path directory) {
    return PostgresServer.start(
        new PostgresSettings(
            directory.resolve("postgres"),
            project.postgresBinaries(),
            directory.resolve("postgres.log"),
            HOST,
            0,
            true,
            PostgresSettings.Size.SERVER));
  }

  private JavaProcess kafka(Path directory) {
    return JavaProcess.startOwn(
        "kafka",
        directory,
        List.of("-Xms512m", "-Xmx512m"),
        KafkaMain.class,
        directory.resolve("kafka").toString(),
        Integer.toString(kafkaPort));
  }

  /** The database, each connection a new one. */
  DataSource database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(databaseUrl());
    source.setUser(databaseUser());
    source.setPassword(databasePassword());
    return source;
  }

  String databaseUrl() {
    return postgres.jdbcUrl(DATABASE);
  }

  String databaseUser() {
    return postgres.username();
  }

  String databasePassword() {
    return postgres.password();
  }

  String kafkaAddress() {
    return HOST + ":" + kafkaPort;
  }

  String registryUrl() {
    return registry.url();
  }

  /** The processes by name. */
  Map<String, Long> pids() {
    return Map.of("postgres", postgres.pid(), "kafka", kafka.pid());
  }

  @Override
  public void close() {
    parts.close();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean accepts(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
