package dev.chasqui.sender.easywha;

import dev.chasqui.http.FileSource;
import dev.chasqui.sender.media.FileType;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A form's file, on the disk. */
record FilePart(Part part) implements FileSource {

  /** Its name, without the folders that some clients send; null if it has none. */
  @Nullable String name() {
    String submitted = part.getSubmittedFileName();
    int folders = Math.max(submitted.lastIndexOf('/'), submitted.lastIndexOf('\\'));
    String name = submitted.substring(folders + 1).strip();
    return name.isEmpty() ? null : name;
  }

  /** Its type, as WhatsApp names it; its bytes decide. */
  String type() {
    try (InputStream in = open()) {
      return FileType.forWhatsApp(in.readNBytes(FileType.BEGINNING), name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long length() {
    return part.getSize();
  }

  @Override
  public InputStream open() throws IOException {
    return part.getInputStream();
  }
}
