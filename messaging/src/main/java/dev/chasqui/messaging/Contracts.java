package dev.chasqui.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the schemas of a service's topics in the background, each subject FULL_TRANSITIVE, and
 * goes on trying until the registry has them, so that a service starts without it. Says in one line
 * for each reason that it waits, and in one that it is done.
 */
public final class Contracts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Contracts.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final SchemaRegistryClient registry;
  private final Map<String, Schema> schemas;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
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

  /** Completes once all are registered; is cancelled if this is closed before. */
  public CompletableFuture<Void> done() {
    return done.copy();
  }

  /** Stops trying. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      @Nullable String obstacle = null;
      while ((obstacle = tryAgain(obstacle)) != null) {
        Thread.sleep(RETRY_AFTER);
      }
      done.complete(null);
    } catch (InterruptedException stopped) {
      done.cancel(false);
    } catch (RuntimeException e) {
      LOG.error("contracts: cannot be registered: {}", e.getMessage());
      done.completeExceptionally(e);
    }
  }

  /** Returns what is in the way, or null when nothing is. */
  private @Nullable String tryAgain(@Nullable String before) {
    try {
      schemas.forEach(this::register);
    } catch (RegistryUnavailableException e) {
      // What it says differs from time to time.
      String kind = e.getClass().getName();
      if (!kind.equals(before)) {
        LOG.warn("contracts: not registered yet, trying on: {}", e.getMessage());
      }
      return kind;
    } catch (RegistryRejectedException e) {
      String refusal = String.valueOf(e.getMessage());
      if (!refusal.equals(before)) {
        LOG.error("contracts: cannot be registered, trying on: {}", refusal);
      }
      return refusal;
    }
    if (before != null) {
      LOG.info("contracts: the registry answers again, all are registered");
    }
    return null;
  }

  private void register(String topic, Schema schema) {
    String subject = topic + "-value";
    registry.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
    registry.register(subject, JavaProperties.remove(schema));
  }
}
