package dev.chasqui.sender.graph;

/**
 * A file to send. Immutable if nobody changes the bytes.
 *
 * @param mimeType what the bytes are, such as {@code image/png}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record MediaFile(String mimeType, byte[] bytes) {

  /** Leaves out the bytes, which are private. */
  @Override
  public String toString() {
    return "MediaFile[" + mimeType + ", " + bytes.length + " bytes]";
  }
}
