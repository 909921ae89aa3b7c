package dev.chasqui.messaging;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.embedded.RegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The broker and the registry that all tests of this module share; they end with this JVM. */
final class Servers {

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static @Nullable EmbeddedKafka kafka;
  private static @Nullable RegistryServer registry;

  private Servers() {}

  static synchronized KafkaSettings kafka() {
    if (kafka == null) {
      kafka = EmbeddedKafka.start(newDirectory("kafka"), "127.0.0.1", 0);
    }
    return new KafkaSettings(kafka.bootstrapServers());
  }

  static synchronized String registryUrl() {
    if (registry == null) {
      Path directory = newDirectory("registry");
      registry =
          RegistryServer.start(
              directory.resolve("data"), directory.resolve("registry.log"), "127.0.0.1", 0);
    }
    return registry.url();
  }

  static SchemaRegistryClient registryClient() {
    return new SchemaRegistryClient(RegistryConfig.of(registryUrl()));
  }

  /** A topic name that no other test uses. */
  static String newName(String what) {
    return what + "-" + NAMES.incrementAndGet();
  }

  static Path newDirectory(String what) {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
