package dev.chasqui.sender.easywha;

import dev.chasqui.http.FileSource;
import dev.chasqui.sender.media.FileType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A form's file, on the disk until it is closed. Read by one at a time.
 *
 * @param name without the folders that some clients send; null if it has none
 */
record FilePart(@Nullable String name, long length, FileChannel bytes)
    implements FileSource, AutoCloseable {

  /** A file that was written. */
  static FilePart of(@Nullable String submitted, FileChannel bytes) throws IOException {
    return new FilePart(withoutFolders(submitted), bytes.size(), bytes);
  }

  private static @Nullable String withoutFolders(@Nullable String submitted) {
    if (submitted == null) {
      return null;
    }
    int folders = Math.max(submitted.lastIndexOf('/'), submitted.lastIndexOf('\\'));
    String name = submitted.substring(folders + 1).strip();
    return name.isEmpty() ? null : name;
  }

  /** Its type, as WhatsApp names it; its bytes decide. */
  String type() {
    try (InputStream in = open()) {
      return FileType.forWhatsApp(in.readNBytes(FileType.BEGINNING), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open() throws IOException {
    bytes.position(0);
    return new FilterInputStream(Channels.newInputStream(bytes)) {
      @Override
      public void close() {
        // The file is still needed.
      }
    };
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
