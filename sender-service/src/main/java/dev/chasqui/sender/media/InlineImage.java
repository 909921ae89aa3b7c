package dev.chasqui.sender.media;

import dev.chasqui.access.text.Phrase;
import dev.chasqui.sender.graph.MediaFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** An image that came as text. Immutable. */
public sealed interface InlineImage {

  /** What WhatsApp takes for an image: 5 MB. */
  int MOST_BYTES = 5 * 1024 * 1024;

  /** As many characters as its Base64 has at most, without what may stand before it. */
  int MOST_CHARACTERS = (MOST_BYTES + 2) / 3 * 4;

  /** It can be sent. */
  record Sendable(MediaFile file) implements InlineImage {}

  /**
   * It cannot.
   *
   * @param why as said of a field
   */
  record Wrong(Phrase why) implements InlineImage {}

  /**
   * Reads one. What it is, its bytes say, whatever stands before them.
   *
   * @param text Base64 (RFC 4648, section 4), or a {@code data:} URL (RFC 2397) with it
   */
  static InlineImage read(String text) {
    String base64 = Reading.withoutHead(text);
    if (base64.isEmpty()) {
      return new Wrong(ImageText.NO_DATA_URL);
    }
    try {
      return Reading.checked(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return new Wrong(ImageText.NO_BASE64);
    }
  }

  /** How it is read. */
  final class Reading {

    private static final String DATA_URL = "data:";
    private static final String ENCODING = ";base64,";
    private static final int LONGEST_HEAD = 200;
    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png");
    private static final MimeTypes MIME_TYPES = MimeTypes.getDefaultMimeTypes();

    private Reading() {}

    /** Empty if there is a head that says something else. */
    private static String withoutHead(String text) {
      String head = text.substring(0, Math.min(text.length(), LONGEST_HEAD));
      if (!head.toLowerCase(Locale.ROOT).startsWith(DATA_URL)) {
        return text;
      }
      int encoding = head.toLowerCase(Locale.ROOT).indexOf(ENCODING);
      return encoding < 0 ? "" : text.substring(encoding + ENCODING.length());
    }

    private static InlineImage checked(byte[] bytes) {
      if (bytes.length > MOST_BYTES) {
        return new Wrong(ImageText.TOO_LARGE.with(bytes.length, MOST_BYTES));
      }
      String type = type(bytes);
      return TYPES.contains(type)
          ? new Sendable(new MediaFile(type, bytes))
          : new Wrong(ImageText.OTHER_TYPE.with(type));
    }

    private static String type(byte[] bytes) {
      try {
        return MIME_TYPES.detect(new ByteArrayInputStream(bytes), new Metadata()).toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
