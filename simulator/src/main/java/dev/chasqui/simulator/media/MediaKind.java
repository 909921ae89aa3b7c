package dev.chasqui.simulator.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be uploaded: MIME types and sizes. */
public enum MediaKind {
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
      "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
  IMAGE(5 << 20, "image/jpeg", "image/png"),
  STICKER(500 << 10, "image/webp"),
  VIDEO(16 << 20, "video/mp4", "video/3gpp");

  private final int maxBytes;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
  private final Set<String> mimeTypes;

  MediaKind(int maxBytes, String... mimeTypes) {
    this.maxBytes = maxBytes;
    this.mimeTypes = Set.of(mimeTypes);
  }

  int maxBytes() {
    return maxBytes;
  }

  /** The kind of a MIME type, whose parameters don't matter. */
  static Optional<MediaKind> of(String mimeType) {
    var bare = mimeType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(kind -> kind.mimeTypes.contains(bare)).findFirst();
  }

  /** Whether a message of this type can carry a file of this MIME type. */
  public static boolean fits(String messageType, String mimeType) {
    return of(mimeType).filter(kind -> kind.name().equalsIgnoreCase(messageType)).isPresent()
        || messageType.equals("document");
  }
}
