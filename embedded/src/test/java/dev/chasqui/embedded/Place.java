package dev.chasqui.embedded;

import java.nio.file.Path;
import java.util.Objects;

/** The three servers below one directory, as tests start them. */
record Place(Path directory) {
  static final String HOST = "127.0.0.1";

  EmbeddedKafka kafka(int port) {
    return EmbeddedKafka.start(directory.resolve("kafka"), HOST, port);
  }

  PostgresServer postgres(int port) {
    return PostgresServer.start(
        new PostgresSettings(
            directory.resolve("postgres"),
            binaries(),
            directory.resolve("postgres.log"),
            HOST,
            port,
            true));
  }

  RegistryServer registry(int port) {
    return RegistryServer.start(
        directory.resolve("registry"), directory.resolve("registry.log"), HOST, port);
  }

  /** Kept between test runs, beside the registry that the build unpacked. */
  private static Path binaries() {
    return Path.of(Objects.requireNonNull(System.getProperty(RegistryServer.HOME_PROPERTY)))
        .resolveSibling("postgres");
  }
}
