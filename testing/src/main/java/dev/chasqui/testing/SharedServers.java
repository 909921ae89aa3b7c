package dev.chasqui.testing;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.embedded.RegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Starts each server once, on this machine, and stops all when the JVM ends. */
final class SharedServers {
  private final Shared<Path> directory = new Shared<>();
  private final Shared<EmbeddedKafka> kafka = new Shared<>();
  private final Shared<PostgresServer> postgres = new Shared<>();
  private final Shared<RegistryServer> registry = new Shared<>();

  EmbeddedKafka kafka() {
    return kafka.get(() -> own().kafka(0));
  }

  PostgresServer postgres() {
    return postgres.get(() -> own().postgres(0, false));
  }

  RegistryServer registry() {
    return registry.get(() -> own().registry(0));
  }

  private OwnServers own() {
    return new OwnServers(directory.get(this::newDirectory));
  }

  private Path newDirectory() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "test-servers"));
    try {
      return TestDirectories.newData();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close() {
    kafka.ifStarted(EmbeddedKafka::close);
    postgres.ifStarted(PostgresServer::close);
    registry.ifStarted(RegistryServer::close);
    directory.ifStarted(TestDirectories::delete);
  }
}
