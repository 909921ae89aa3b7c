package dev.chasqui.sender.easywha;

import dev.chasqui.access.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.util.FileSystemUtils;

/**
 * Where the files of calls are while they are sent on: a directory of this process alone, which
 * goes when it ends. What a process left behind that was killed, the next one removes. Thread-safe.
 */
final class UploadDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UploadDirectory.class);
  private static final String PREFIX = "chasqui-uploads-";

  /** Locked for as long as its process lives. */
  private static final String IN_USE = "in-use";

  /** Who makes one has locked it by then. */
  private static final Duration LOCKED_WITHIN = Duration.ofMinutes(1);

  /** Of this process: a look at their locks would end these. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private UploadDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes one, which only this user can read.
   *
   * @param parent made if it is not there
   */
  static UploadDirectory in(Path parent, Clock clock) {
    try {
      Files.createDirectories(parent);
      removeLeftBehind(parent, clock.instant().minus(LOCKED_WITHIN));
      Path path = Files.createTempDirectory(parent, PREFIX);
      OURS.add(path);
      return new UploadDirectory(path, locked(path.resolve(IN_USE)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Files cannot be kept in %s (chasqui.sender.uploads.directory)".formatted(parent), e);
    }
  }

  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileLock _ = channel.lock();
    return channel;
  }

  private static void removeLeftBehind(Path parent, Instant madeBefore) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path directory : all) {
        if (!OURS.contains(directory) && isOlder(directory.resolve(IN_USE), madeBefore)) {
          removeIfLeftBehind(directory);
        }
      }
    }
  }

  private static boolean isOlder(Path file, Instant time) throws IOException {
    return Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(time);
  }

  private static void removeIfLeftBehind(Path directory) {
    try (FileChannel channel =
        FileChannel.open(directory.resolve(IN_USE), StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        FileSystemUtils.deleteRecursively(directory);
      }
    } catch (IOException e) {
      LOG.warn("Files that were left behind cannot be removed: {}", e.toString());
    }
  }

  Path path() {
    return path;
  }

  /**
   * Takes a form with its files.
   *
   * @throws ApiException as {@link MediaForm#of}; 503 if there is no room for one
   */
  MediaForm receive(HttpServletRequest request) {
    requireRoom();
    try {
      return MediaForm.of(request);
    } catch (ApiException e) {
      requireRoom();
      throw e;
    }
  }

  private void requireRoom() {
    try {
      if (Files.getFileStore(path).getUsableSpace() < MediaForm.MOST_BYTES) {
        LOG.warn("No file is taken: the disk of {} is full", path);
        throw ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, "busy", EasyWhaText.NO_ROOM);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      FileSystemUtils.deleteRecursively(path);
    } finally {
      OURS.remove(path);
    }
  }
}
