package dev.chasqui.testing;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.embedded.RegistryServer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real servers that all tests of a JVM share: each starts when first asked for and ends with the
 * JVM. Tests keep apart by databases and topics of their own, and leave the servers running.
 * Thread-safe.
 */
public final class TestServers {
  private static final SharedServers SHARED = new SharedServers();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestServers() {}

  /** The shared broker. */
  public static EmbeddedKafka kafka() {
    return SHARED.kafka();
  }

  /** The shared database server; it is fast because its commits don't wait for the disk. */
  public static PostgresServer postgres() {
    return SHARED.postgres();
  }

  /** The shared schema registry. */
  public static RegistryServer registry() {
    return SHARED.registry();
  }

  /** Makes an empty database on the shared server. */
  public static TestDatabase newDatabase() {
    return newDatabase(postgres());
  }

  /** Makes an empty database on a test's own server. */
  public static TestDatabase newDatabase(PostgresServer server) {
    String name = "test_" + NUMBER.incrementAndGet();
    server.createDatabase(name);
    return new TestDatabase(server.jdbcUrl(name), server.username(), server.password());
  }

  /** Makes a topic on the shared broker, whose name begins with {@code prefix}, and returns it. */
  public static String newTopic(String prefix, int partitions) {
    String name = prefix + "-" + NUMBER.incrementAndGet();
    createTopic(name, partitions);
    return name;
  }

  /** Makes a topic on the shared broker, unless it is there. */
  public static void createTopic(String name, int partitions) {
    TestTopics.create(kafka().bootstrapServers(), name, partitions);
  }
}
