package dev.chasqui.http;

/**
 * A file as a field of a form (RFC 7578). Immutable if nobody changes the bytes.
 *
 * @param field the field's name
 * @param name the file's name, as the server sees it
 * @param mimeType such as {@code image/png}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record FormFile(String field, String name, String mimeType, byte[] bytes) {

  /** Leaves out the bytes, which may be private. */
  @Override
  public String toString() {
    return "FormFile[" + mimeType + ", " + bytes.length + " bytes]";
  }
}
