package dev.chasqui.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits until a server in a process of its own answers. */
record Readiness(String server, Address address, Path log, Duration limit) {
  private static final Duration STEP = Duration.ofMillis(25);

  /** Asks a server whether it is ready; throws while it is not. */
  @FunctionalInterface
  interface Probe {
    void ask() throws Exception;
  }

  /**
   * @throws ServerStartException if the process ends or the limit passes first
   */
  void await(WatchedProcess process, Probe probe) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Exception refusal = ask(probe);
      if (refusal == null) {
        return;
      }
      if (!process.isAlive()) {
        throw failure("ended while starting", refusal);
      }
      if (System.nanoTime() > deadline) {
        process.stop();
        throw failure("was not ready after " + limit.toSeconds() + " s", refusal);
      }
      pause();
    }
  }

  ServerStartException failure(String what, @Nullable Throwable cause) {
    return new ServerStartException(
        "%s on %s %s; the end of %s:%n%s".formatted(server, address, what, log, LogTail.of(log)),
        cause);
  }

  private static @Nullable Exception ask(Probe probe) {
    try {
      probe.ask();
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a server was starting", e);
    }
  }
}
