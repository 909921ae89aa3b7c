package dev.chasqui.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own that cannot outlive this JVM. A small shell ({@code watch.sh})
 * stands between: it stops the server when the pipe from us closes. Thread-safe.
 */
final class WatchedProcess {
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process watcher;
  private final long pid;
  private final Duration grace;

  private WatchedProcess(Process watcher, long pid, Duration grace) {
    this.watcher = watcher;
    this.pid = pid;
    this.grace = grace;
  }

  /** Starts {@code command}; what it prints is appended to {@code log}. */
  static WatchedProcess start(StopSignal signal, Path log, List<String> command)
      throws IOException {
    return start(signal, GRACE, log, command);
  }

  /** As above; {@code grace} is the time that it may take to stop, in whole seconds. */
  static WatchedProcess start(StopSignal signal, Duration grace, Path log, List<String> command)
      throws IOException {
    Process watcher =
        new ProcessBuilder(watched(signal, grace, command))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    String pid = watcher.inputReader(StandardCharsets.US_ASCII).readLine();
    if (pid == null) {
      throw new IOException("No shell to run " + command.getFirst() + ", see " + log);
    }
    return new WatchedProcess(watcher, Long.parseLong(pid), grace);
  }

  private static List<String> watched(StopSignal signal, Duration grace, List<String> command) {
    List<String> all = new ArrayList<>();
    // A session of its own, so that Ctrl-C in a terminal reaches us first and the servers last.
    if (Files.isExecutable(SETSID)) {
      all.add(SETSID.toString());
    }
    all.addAll(List.of("sh", "-c", Script.TEXT, "watch"));
    all.addAll(List.of(signal.name(), Long.toString(grace.toSeconds())));
    all.addAll(command);
    return all;
  }

  /** The process id of the server itself. */
  long pid() {
    return pid;
  }

  boolean isAlive() {
    return watcher.isAlive();
  }

  /** Stops the server and waits until it is gone. Does nothing if it has gone already. */
  void stop() {
    closePipe();
    if (!endsWithin(grace.plusSeconds(5))) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      watcher.destroyForcibly();
    }
  }

  private void closePipe() {
    try {
      watcher.getOutputStream().close();
    } catch (IOException e) {
      // The watcher has closed its end, so the server is gone.
    }
  }

  private boolean endsWithin(Duration limit) {
    try {
      return watcher.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How a server is asked to stop. */
  enum StopSignal {
    INT,
    TERM
  }

  private static final class Script {
    static final String TEXT = read();

    private static String read() {
      try (InputStream in = WatchedProcess.class.getResourceAsStream("watch.sh")) {
        return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
