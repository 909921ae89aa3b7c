package dev.chasqui.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that a killed JVM left running, found by the process id in its data directory. */
final class Leftover {
  private static final Logger log = LoggerFactory.getLogger(Leftover.class);
  private static final Duration GRACE = Duration.ofSeconds(15);

  private Leftover() {}

  /**
   * Stops the process named in {@code pidFile}, if one of its arguments contains {@code argument}:
   * process ids are reused, and a stranger must not be stopped. Removes the file in any case.
   */
  static void stop(Path pidFile, String argument, WatchedProcess.StopSignal signal)
      throws IOException {
    Optional<ProcessHandle> ours =
        pid(pidFile).flatMap(ProcessHandle::of).filter(process -> hasArgument(process, argument));
    if (ours.isPresent()) {
      log.info("Stopping process {}, left over in {}", ours.get().pid(), pidFile.getParent());
      stop(ours.get(), signal);
    }
    Files.deleteIfExists(pidFile);
  }

  private static Optional<Long> pid(Path pidFile) throws IOException {
    try (var lines = Files.lines(pidFile)) {
      return lines.findFirst().map(String::strip).filter(s -> s.matches("\\d+")).map(Long::valueOf);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean hasArgument(ProcessHandle process, String argument) {
    return process.info().arguments().stream()
        .flatMap(Arrays::stream)
        .anyMatch(a -> a.contains(argument));
  }

  private static void stop(ProcessHandle process, WatchedProcess.StopSignal signal)
      throws IOException {
    String[] kill = {"sh", "-c", "kill -s \"$0\" \"$1\"", signal.name(), "" + process.pid()};
    new ProcessBuilder(kill).start();
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      exit.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IOException("Waiting for process " + process.pid(), e);
    }
  }
}
