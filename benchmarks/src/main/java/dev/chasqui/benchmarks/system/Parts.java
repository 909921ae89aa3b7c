package dev.chasqui.benchmarks.system;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started for a benchmark, and is stopped in the end, the latest first. For one thread.
 */
final class Parts implements AutoCloseable {

  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  /** Notes a part that was started. */
  <T extends AutoCloseable> T started(T part) {
    running.push(part);
    return part;
  }

  /** Stops a service, as an operator does. */
  void stop(ServiceInstance service) {
    running.remove(service);
    service.close();
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        System.err.println("A part did not stop: " + e);
      }
    }
  }
}
