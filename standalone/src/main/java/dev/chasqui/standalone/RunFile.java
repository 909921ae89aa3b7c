package dev.chasqui.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The file {@code run}: which process runs on this state and where it listens. The launcher and
 * {@code demo} read it. A lock beside it keeps a second process away; the kernel frees that lock
 * when the process dies, however it dies.
 */
final class RunFile implements AutoCloseable {

  private static final Duration DYING_FOR = Duration.ofSeconds(5);

  private final Settings settings;
  private final Path file;
  private final FileChannel lock;
  private final boolean afterCrash;
  private boolean written;

  private RunFile(Settings settings, FileChannel lock) {
    this.settings = settings;
    this.file = settings.home().resolve("run");
    this.lock = lock;
    this.afterCrash = Files.exists(file);
  }

  /**
   * @throws StartException if another process runs on this state
   */
  static RunFile take(Settings settings) {
    try {
      Files.createDirectories(settings.home());
      FileChannel channel =
          FileChannel.open(
              settings.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new StartException("Chasqui runs already with the state in " + settings.home());
      }
      return new RunFile(settings, channel);
    } catch (IOException e) {
      throw new StartException("The state in " + settings.home() + " cannot be used: " + e, e);
    }
  }

  /** Waits a little: a process that was just killed holds its lock until it is quite gone. */
  private static boolean locked(FileChannel channel) throws IOException {
    long began = System.nanoTime();
    while (System.nanoTime() - began < DYING_FOR.toNanos()) {
      if (channel.tryLock() != null) {
        return true;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    return false;
  }

  /** Whether the process before this one was killed. */
  boolean afterCrash() {
    return afterCrash;
  }

  /** Says where it runs; {@code state} is {@code starting} or {@code ready}. */
  synchronized void write(String state) {
    var ports = settings.ports();
    String text =
        """
        pid=%d
        state=%s
        host=%s
        port=%d
        kafka_port=%d
        registry_port=%d
        simulator_port=%d
        postgres_port=%d
        admin_port=%d
        """
            .formatted(
                ProcessHandle.current().pid(),
                state,
                settings.host(),
                ports.rest(),
                ports.kafka(),
                ports.registry(),
                ports.simulator(),
                ports.postgres(),
                ports.admin());
    PrivateFile.write(file, text);
    written = true;
  }

  /** Removes its file: what comes next knows that this process ended well. */
  @Override
  public synchronized void close() {
    try {
      if (written) {
        Files.deleteIfExists(file);
      }
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
