package dev.chasqui.sender.easywha;

import dev.chasqui.access.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Where the files of calls are while they are sent on. A file loses its name as soon as it is open,
 * so the system removes it when it is closed or its process ends, however that comes about; several
 * processes may share a directory. Thread-safe.
 */
final class UploadDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(UploadDirectory.class);
  private static final String PREFIX = "chasqui-upload-";
  private static final Set<StandardOpenOption> OPEN =
      Set.of(
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
  private static final FileAttribute<?> READABLE_BY_US =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int BLOCK = 64 * 1024;
  private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMinutes(1);

  private final Path path;

  private UploadDirectory(Path path) {
    this.path = path;
  }

  /**
   * Uses a directory, which is made whenever it is not there.
   *
   * @throws UncheckedIOException if files cannot be kept there
   */
  static UploadDirectory at(Path path) {
    UploadDirectory directory = new UploadDirectory(path);
    try {
      Files.createDirectories(path);
      directory.removeLeftBehind();
      directory.newFile().close();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Files cannot be kept in %s (chasqui.sender.uploads.directory)".formatted(path), e);
    }
  }

  /** Who was killed while it opened a file may have left it with its name. */
  private void removeLeftBehind() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path, PREFIX + "*")) {
      for (Path file : all) {
        remove(file);
      }
    }
  }

  private static void remove(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } catch (FileSystemException e) {
      // In a directory that is shared it is another user's.
      LOG.debug("{} cannot be removed: {}", file, e.toString());
    }
  }

  private FileChannel newFile() throws IOException {
    // In one step: another process that starts removes what has a name.
    return FileChannel.open(path.resolve(PREFIX + UUID.randomUUID()), OPEN, READABLE_BY_US);
  }

  /**
   * Keeps a file until it is closed.
   *
   * @param name as its sender says
   * @throws ApiException 503 if there is no room for one
   * @throws IOException if {@code in} breaks off
   */
  FilePart keep(@Nullable String name, InputStream in) throws IOException {
    FileChannel file = open();
    try {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      for (int read = in.read(block.array()); read >= 0; read = in.read(block.array())) {
        write(file, block.clear().limit(read));
      }
      return FilePart.of(name, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private FileChannel open() {
    try {
      Files.createDirectories(path);
      if (path.toFile().getUsableSpace() < MediaForm.MOST_BYTES) {
        throw new IOException("too little space is left");
      }
      return newFile();
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private void write(FileChannel file, ByteBuffer block) {
    try {
      while (block.hasRemaining()) {
        file.write(block);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private ApiException noRoom(IOException e) {
    LOG.warn("No file can be kept in {}: {}", path, e.toString());
    return ApiException.later(
        HttpStatus.SERVICE_UNAVAILABLE, "busy", EasyWhaText.NO_ROOM, UNTIL_THERE_IS_ROOM);
  }
}
