package dev.chasqui.messaging;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the schemas of a service's topics in the background, each subject FULL_TRANSITIVE, and
 * goes on trying until the registry is there, so that a service starts without it. Says in one line
 * that it waits, and in one that it is done.
 */
public final class Contracts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Contracts.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final SchemaRegistryClient registry;
  private final Map<String, Schema> schemas;
  private final Thread thread;

  private Contracts(SchemaRegistryClient registry, Map<String, Schema> schemas) {
    this.registry = registry;
    this.schemas = Map.copyOf(schemas);
    this.thread = Thread.ofPlatform().daemon().name("contracts").unstarted(this::run);
  }

  /**
   * Starts at once; returns without waiting.
   *
   * @param schemas the value schema of each topic
   */
  public static Contracts ensure(SchemaRegistryClient registry, Map<String, Schema> schemas) {
    Contracts contracts = new Contracts(registry, schemas);
    contracts.thread.start();
    return contracts;
  }

  /** Stops trying. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      boolean waiting = false;
      while (!tried(waiting)) {
        waiting = true;
        Thread.sleep(RETRY_AFTER);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("contracts: cannot be registered: {}", e.getMessage());
    }
  }

  private boolean tried(boolean waiting) {
    try {
      schemas.forEach(this::register);
      if (waiting) {
        LOG.info("contracts: the registry answers again, all are registered");
      }
      return true;
    } catch (RegistryUnavailableException e) {
      if (!waiting) {
        LOG.warn("contracts: not registered yet, trying on: {}", e.getMessage());
      }
      return false;
    }
  }

  private void register(String topic, Schema schema) {
    String subject = topic + "-value";
    registry.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
    registry.register(subject, JavaProperties.remove(schema));
  }
}
