package dev.chasqui.testing;

import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.embedded.RegistryServer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real servers that all tests of a JVM share: each starts when first asked for and ends with the
 * JVM. Tests keep apart by databases and topics of their own, and leave the servers running. With
 * {@code -Dchasqui.test.containers=true} broker and database server are containers. Thread-safe.
 */
public final class TestServers {
  private static final boolean IN_CONTAINERS = Boolean.getBoolean("chasqui.test.containers");
  private static final SharedServers SHARED = new SharedServers();
  private static final SharedContainers CONTAINERS = new SharedContainers();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestServers() {}

  /** The shared broker. */
  public static TestKafka kafka() {
    return IN_CONTAINERS ? CONTAINERS.kafka() : new TestKafka(SHARED.kafka().bootstrapServers());
  }

  /** The shared schema registry. */
  public static RegistryServer registry() {
    return SHARED.registry();
  }

  /** Makes an empty database on the shared server, whose commits don't wait for the disk. */
  public static TestDatabase newDatabase() {
    return IN_CONTAINERS ? CONTAINERS.newDatabase(newName()) : newDatabase(SHARED.postgres());
  }

  /** Makes an empty database on a test's own server. */
  public static TestDatabase newDatabase(PostgresServer server) {
    String name = newName();
    server.createDatabase(name);
    return new TestDatabase(server.jdbcUrl(name), server.username(), server.password());
  }

  private static String newName() {
    return "test_" + NUMBER.incrementAndGet();
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
