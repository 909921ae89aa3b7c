package dev.chasqui.sender.media;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of files that WhatsApp takes. */
public enum MediaKind {
  IMAGE(5 << 20, "image/jpeg", "image/png"),
  STICKER(500 << 10, "image/webp"),
  VIDEO(16 << 20, "video/mp4", "video/3gpp"),
  AUDIO(16 << 20, "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
  DOCUMENT(
      100 << 20,
      "text/plain",
      "application/pdf",
      "application/msword",
      "application/vnd.ms-excel",
      "application/vnd.ms-powerpoint",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation");

  private final int mostBytes;

  @SuppressWarnings("ImmutableEnumChecker") // a list that nobody changes
  private final List<String> mimeTypes;

  MediaKind(int mostBytes, String... mimeTypes) {
    this.mostBytes = mostBytes;
    this.mimeTypes = List.of(mimeTypes);
  }

  /** The kind of a MIME type; empty if WhatsApp does not take it. */
  public static Optional<MediaKind> of(String mimeType) {
    return Arrays.stream(values()).filter(kind -> kind.mimeTypes.contains(mimeType)).findAny();
  }

  /** All MIME types that WhatsApp takes. */
  public static List<String> takenTypes() {
    return Arrays.stream(values()).flatMap(kind -> kind.mimeTypes.stream()).toList();
  }

  /** As large as a file is at most. */
  public int mostBytes() {
    return mostBytes;
  }

  /** Whether WhatsApp shows a text with it. */
  public boolean hasCaption() {
    return this != AUDIO && this != STICKER;
  }
}
