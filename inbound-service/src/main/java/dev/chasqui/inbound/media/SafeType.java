package dev.chasqui.inbound.media;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Under which type a stranger's file is handed on. What a browser would run, such as HTML or SVG,
 * is but bytes. Pure.
 */
final class SafeType {

  private static final Pattern HARMLESS =
      Pattern.compile(
          "image/(jpeg|png|gif|webp)|(audio|video)/[a-z0-9.-]+|text/plain"
              + "|application/(pdf|msword|vnd\\.[a-z0-9.-]+)");

  private SafeType() {}

  /**
   * The type to use.
   *
   * @param told by the sender or WhatsApp
   */
  static MediaType of(@Nullable String told) {
    try {
      MediaType type = MediaType.parseMediaType(told == null ? "" : told);
      String bare = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
      return HARMLESS.matcher(bare).matches() ? type : MediaType.APPLICATION_OCTET_STREAM;
    } catch (InvalidMediaTypeException e) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
  }
}
