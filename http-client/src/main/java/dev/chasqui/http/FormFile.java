package dev.chasqui.http;

/**
 * A file as a field of a form (RFC 7578).
 *
 * @param field the field's name
 * @param name the file's name, as the server sees it
 * @param mimeType such as {@code image/png}
 * @param source read once, while the form is sent
 */
public record FormFile(String field, String name, String mimeType, FileSource source) {

  /** Leaves out the bytes, which may be private. */
  @Override
  public String toString() {
    return "FormFile[" + mimeType + ", " + source.length() + " bytes]";
  }
}
