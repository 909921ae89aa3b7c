package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.media.MediaStore;
import dev.chasqui.simulator.numbers.BusinessNumber;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The rules that every send request must keep, whatever its type. Thread-safe. */
final class SendRules {
  private static final int MAX_CALLBACK_DATA = 512;
  private static final int MAX_ID = 256;

  private final Recipients recipients;
  private final Map<String, TypeRules> types = new TreeMap<>();

  SendRules(Recipients recipients, MediaStore media) {
    this.recipients = recipients;
    types.put("text", (number, content, message) -> content.text("body", 4096));
    MediaRules.addTo(types, media);
    types.put("location", new LocationRules());
    types.put("contacts", new ContactsRules());
    types.put("reaction", new ReactionRules());
    types.put("interactive", new InteractiveRules(media));
    types.put("template", new TemplateRules());
  }

  /**
   * @throws dev.chasqui.simulator.graph.GraphException for the first rule that is broken
   */
  Wanted check(BusinessNumber number, ObjectNode body) {
    requireProduct(body);
    var message = new Param(body, "");
    var callbackData = body.path("biz_opaque_callback_data");
    if (callbackData.isString() && callbackData.stringValue().length() > MAX_CALLBACK_DATA) {
      throw GraphError.invalidParameter(
              "Param biz_opaque_callback_data must be at most 512 characters long")
          .toException();
    }
    var recipient = recipients.of(number, message);
    var type = message.optionalText("type", MAX_ID).orElse("text");
    checkContent(number, type, message);
    message.optionalObject("context").ifPresent(context -> context.text("message_id", MAX_ID));
    return new Wanted(
        recipient, type, callbackData.isNull() ? null : callbackData.asString(null), body);
  }

  /** The product that each request must name. */
  static void requireProduct(ObjectNode body) {
    if (!body.path("messaging_product").asString("").equals("whatsapp")) {
      throw GraphError.invalidParameter("The parameter messaging_product is required, whatsapp")
          .toException();
    }
  }

  private void checkContent(BusinessNumber number, String type, Param message) {
    var rules = types.get(type);
    if (rules == null) {
      throw GraphError.of(
              131051, "Message type '" + type + "' is not supported; one of " + types.keySet())
          .toException();
    }
    var content = type.equals("contacts") ? message : message.object(type);
    rules.check(number, content, message);
  }
}
