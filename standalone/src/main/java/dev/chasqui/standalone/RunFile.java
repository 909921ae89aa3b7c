package dev.chasqui.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code run}: which process runs on this state and where it listens. The launcher and
 * {@code demo} read it. A lock beside it keeps a second process away; the kernel frees that lock
 * when the process dies, however it dies.
 */
final class RunFile implements AutoCloseable {

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
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new StartException("Chasqui runs already with the state in " + settings.home());
      }
      return new RunFile(settings, channel);
    } catch (IOException e) {
      throw new StartException("The state in " + settings.home() + " cannot be used: " + e, e);
    }
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
        """
            .formatted(
                ProcessHandle.current().pid(),
                state,
                settings.host(),
                ports.rest(),
                ports.kafka(),
                ports.registry(),
                ports.simulator(),
                ports.postgres());
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
