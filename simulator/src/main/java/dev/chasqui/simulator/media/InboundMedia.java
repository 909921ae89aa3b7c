package dev.chasqui.simulator.media;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.BusinessNumber;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Files that people send. Thread-safe. */
public final class InboundMedia {
  private static final Map<String, String> TYPES =
      Map.of(
          "image", "image/png",
          "video", "video/mp4",
          "audio", "audio/ogg; codecs=opus",
          "document", "application/pdf",
          "sticker", "image/webp");

  /** A PNG of one pixel. */
  private static final String SAMPLE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private final MediaStore store;
  private final MediaUrls urls;

  InboundMedia(MediaStore store, MediaUrls urls) {
    this.store = store;
    this.urls = urls;
  }

  /**
   * Stores the file of a media message that has no id yet, and writes what the webhook says of it.
   * The file is the Base64 of the object's {@code data}, or a sample; {@code mime_type} may say
   * what it is.
   *
   * @param message with type and the object named after it
   * @throws dev.chasqui.simulator.graph.GraphException code 100 when data is not Base64
   */
  public void store(BusinessNumber number, ObjectNode message, HttpServletRequest request) {
    var type = message.path("type").asString("");
    var mimeType = TYPES.get(type);
    if (mimeType == null || message.path(type).has("id")) {
      return;
    }
    var content = message.withObjectProperty(type);
    var bytes = decode(content.path("data").asString(SAMPLE));
    content.remove("data");
    var media =
        store.inbound(number.phoneNumberId(), content.path("mime_type").asString(mimeType), bytes);
    media.describe(content, urls.url(MediaNode.base(request), media.id()));
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw GraphError.invalidParameter("data must be Base64").toException();
    }
  }
}
