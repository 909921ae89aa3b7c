package dev.chasqui.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where a file's bytes come from, when they are needed. */
public interface FileSource {

  /** How many bytes there are. */
  long length();

  /** Reads them from the first on; the caller closes the stream. */
  InputStream open() throws IOException;

  /** Bytes that are in memory; not copied. */
  static FileSource of(byte[] bytes) {
    return new FileSource() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
