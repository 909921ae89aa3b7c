package dev.chasqui.sender.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** What files are, as their first bytes say. Pure. */
public final class FileType {

  private static final MimeTypes MIME_TYPES = MimeTypes.getDefaultMimeTypes();

  /** As many bytes as are looked at. */
  public static final int BEGINNING = MIME_TYPES.getMinLength();

  private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,10})$");

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "audio/x-aac", "audio/aac",
          "audio/opus", "audio/ogg",
          "video/x-m4v", "video/mp4");

  private FileType() {}

  /** The MIME type; {@code application/octet-stream} if the bytes say nothing. */
  static String of(byte[] beginning) {
    return detect(beginning, new Metadata()).toString();
  }

  /**
   * The MIME type as WhatsApp names it. A text of any kind, a table or a page say, is {@code
   * text/plain}.
   *
   * @param name tells apart what begins in the same way, as the files of Office do; bytes that say
   *     nothing it does not make a type; null if there is none
   */
  public static String forWhatsApp(byte[] beginning, @Nullable String name) {
    MediaType type = detect(beginning, new Metadata());
    if (!type.equals(MediaType.OCTET_STREAM)) {
      type = detect(beginning, hint(name));
    }
    if (MIME_TYPES.getMediaTypeRegistry().isInstanceOf(type, MediaType.TEXT_PLAIN)) {
      return MediaType.TEXT_PLAIN.toString();
    }
    return OTHER_NAMES.getOrDefault(type.toString(), type.toString());
  }

  private static Metadata hint(@Nullable String name) {
    Metadata hint = new Metadata();
    Matcher extension = EXTENSION.matcher(name == null ? "" : name);
    if (extension.find()) {
      String ending = extension.group(1).toLowerCase(Locale.ROOT);
      hint.set(TikaCoreProperties.RESOURCE_NAME_KEY, "file." + ending);
    }
    return hint;
  }

  private static MediaType detect(byte[] beginning, Metadata hint) {
    try {
      return MIME_TYPES.detect(new ByteArrayInputStream(beginning), hint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
