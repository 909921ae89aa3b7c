package dev.chasqui.messaging;

import dev.chasqui.testing.TestServers;
import java.util.concurrent.atomic.AtomicInteger;

/** The shared servers, as this module's own types. */
final class Servers {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private Servers() {}

  static KafkaSettings kafka() {
    return new KafkaSettings(TestServers.kafka().bootstrapServers());
  }

  static String registryUrl() {
    return TestServers.registry().url();
  }

  static SchemaRegistryClient registryClient() {
    return new SchemaRegistryClient(RegistryConfig.of(registryUrl()));
  }

  /** A name for a topic or subject that no other test uses. */
  static String newName(String what) {
    return what + "-" + NAMES.incrementAndGet();
  }
}
