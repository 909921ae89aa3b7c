package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.media.MediaStore;
import dev.chasqui.simulator.numbers.BusinessNumber;
import java.util.Set;

/** Interactive messages. Thread-safe. */
final class InteractiveRules implements TypeRules {
  private static final int MAX_BODY = 1024;
  private static final int MAX_LIST_BODY = 4096;
  private static final int MAX_LABEL = 60;
  private static final Set<String> OTHERS =
      Set.of(
          "location_request_message",
          "request_contact_info",
          "product",
          "product_list",
          "catalog_message",
          "call_permission_request",
          "voice_call",
          "address_message",
          "carousel");

  private final MediaStore media;

  InteractiveRules(MediaStore media) {
    this.media = media;
  }

  @Override
  public void check(BusinessNumber number, Param content, Param message) {
    var type = content.text("type", 40);
    content.optionalObject("footer").ifPresent(footer -> footer.text("text", MAX_LABEL));
    content
        .optionalObject("header")
        .ifPresent(header -> header(number, header, type.equals("list")));
    switch (type) {
      case "button" -> {
        body(content, MAX_BODY);
        ActionRules.buttons(content.object("action"));
      }
      case "list" -> {
        body(content, MAX_LIST_BODY);
        ActionRules.list(content.object("action"));
      }
      case "cta_url" -> {
        body(content, MAX_BODY);
        ActionRules.link(content.object("action"));
      }
      case "flow" -> {
        body(content, MAX_BODY);
        ActionRules.flow(content.object("action"));
      }
      default -> {
        content.require(OTHERS.contains(type), "has an unknown type " + type);
        content.optionalObject("body").ifPresent(body -> body.text("text", MAX_BODY));
      }
    }
  }

  private static void body(Param content, int max) {
    content.object("body").text("text", max);
  }

  private void header(BusinessNumber number, Param header, boolean textOnly) {
    var type = header.text("type", 20);
    if (type.equals("text")) {
      header.text("text", MAX_LABEL);
      return;
    }
    header.require(!textOnly, "must be of type text in a list");
    header.require(
        Set.of("image", "video", "document").contains(type), "has an unknown type " + type);
    MediaRules.source(media, number, header.object(type));
  }
}
