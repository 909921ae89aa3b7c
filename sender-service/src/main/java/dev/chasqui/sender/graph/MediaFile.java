package dev.chasqui.sender.graph;

import dev.chasqui.http.FileSource;

/**
 * A file to send.
 *
 * @param mimeType what the bytes are, such as {@code image/png}
 */
public record MediaFile(String mimeType, FileSource source) {

  /** Leaves out the bytes, which are private. */
  @Override
  public String toString() {
    return "MediaFile[" + mimeType + ", " + source.length() + " bytes]";
  }
}
