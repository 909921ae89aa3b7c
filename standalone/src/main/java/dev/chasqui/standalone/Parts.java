package dev.chasqui.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run, to be stopped in reverse at any moment, also while others start. */
final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** What runs, each resting on those before it. */
  enum Part {
    POSTGRES("PostgreSQL"),
    KAFKA("Kafka"),
    REGISTRY("Registry"),
    SIMULATOR("Simulator"),
    SERVICES("Services");

    private final String label;

    Part(String label) {
      this.label = label;
    }
  }

  private record Running(Part part, AutoCloseable server) {}

  private final Console console;
  private final List<Running> running = new ArrayList<>();
  private boolean stopping;

  Parts(Console console) {
    this.console = console;
  }

  /**
   * Starts a part and says so.
   *
   * @param where its address, as a user needs it
   */
  <T extends AutoCloseable> T start(
      Part part, Supplier<T> starter, Function<? super T, String> where) {
    long began = System.nanoTime();
    T server = starter.get();
    if (!add(new Running(part, server))) {
      stop(new Running(part, server));
      throw new StartException("Stopped while " + part.label + " was starting");
    }
    console.started(part.label, where.apply(server), Duration.ofNanos(System.nanoTime() - began));
    return server;
  }

  private synchronized boolean add(Running part) {
    if (!stopping) {
      running.add(part);
    }
    return !stopping;
  }

  /** Stops what runs, the services first. */
  @Override
  public void close() {
    for (Running part : toStop()) {
      stop(part);
    }
  }

  private synchronized List<Running> toStop() {
    stopping = true;
    List<Running> all = new ArrayList<>(running);
    all.sort(Comparator.comparing(Running::part).reversed());
    running.clear();
    return all;
  }

  private static void stop(Running part) {
    try {
      part.server().close();
    } catch (Exception e) {
      LOG.warn("{} did not stop cleanly", part.part().label, e);
    }
  }
}
