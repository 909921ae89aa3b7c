package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.media.MediaStore;
import dev.chasqui.simulator.numbers.BusinessNumber;
import java.net.URI;
import java.util.Map;

/** Image, video, audio, document and sticker: by id or by link. Thread-safe. */
final class MediaRules {
  private static final int MAX_CAPTION = 1024;
  private static final int MAX_LINK = 2048;
  private static final int MAX_ID = 256;
  private static final int MAX_FILENAME = 1024;

  private MediaRules() {}

  static void addTo(Map<String, TypeRules> types, MediaStore media) {
    TypeRules captioned =
        (number, content, message) -> {
          source(media, number, content);
          content.optionalText("caption", MAX_CAPTION);
          content.optionalText("filename", MAX_FILENAME);
        };
    TypeRules plain =
        (number, content, message) -> {
          source(media, number, content);
          content.require(!content.has("caption"), "must not have a caption");
        };
    types.put("image", captioned);
    types.put("video", captioned);
    types.put("document", captioned);
    types.put("audio", plain);
    types.put("sticker", plain);
  }

  /** Checks that the media is named, once, and is there. */
  static void source(MediaStore media, BusinessNumber number, Param content) {
    var id = content.optionalText("id", MAX_ID);
    var link = content.optionalText("link", MAX_LINK);
    if (id.isEmpty() && link.isEmpty()) {
      throw content.missing("id");
    }
    content.require(id.isEmpty() || link.isEmpty(), "must have either id or link");
    if (id.isPresent() && !media.has(number.phoneNumberId(), id.get())) {
      throw content.invalid("id", "is not a valid whatsapp business account media attachment ID");
    }
    if (link.isPresent() && !isHttp(link.get())) {
      throw content.invalid("link", "is not a valid URL");
    }
  }

  static boolean isHttp(String url) {
    try {
      var uri = URI.create(url);
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
