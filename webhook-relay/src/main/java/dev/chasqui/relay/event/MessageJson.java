package dev.chasqui.relay.event;

import dev.chasqui.schemas.ContactCard;
import dev.chasqui.schemas.ContactPhone;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.InteractiveReply;
import dev.chasqui.schemas.Location;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.Order;
import dev.chasqui.schemas.ReceivedMedia;
import dev.chasqui.schemas.WhatsAppEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A received message as subscribers get it. Pure. */
final class MessageJson {

  private MessageJson() {}

  static ObjectNode of(WhatsAppEvent event, MessageReceived message) {
    ObjectNode data = head(event, message.getMessageId(), message.getFrom());
    data.put("to", message.getTo());
    data.put("type", message.getType());
    data.put("body", message.getBody());
    data.put("hasMedia", message.getMedia() != null);
    data.set("media", media(message.getMedia()));
    data.put("replyTo", message.getContext() == null ? null : message.getContext().getMessageId());
    data.put("forwarded", message.getContext() != null && message.getContext().getForwarded());
    addContent(data, message);
    return data;
  }

  /** What every event about a received message has. */
  static ObjectNode head(WhatsAppEvent event, String messageId, Identity from) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("id", messageId);
    data.put("timestamp", event.getTimestamp().getEpochSecond());
    data.put("chatId", event.getChatId());
    data.put("from", IdentityJson.shortForm(from));
    data.set("sender", IdentityJson.of(from));
    data.put("fromMe", false);
    return data;
  }

  private static void addContent(ObjectNode data, MessageReceived message) {
    if (message.getLocation() != null) {
      data.set("location", location(message.getLocation()));
    }
    if (message.getInteractive() != null) {
      data.set("interactive", interactive(message.getInteractive()));
    }
    if (message.getOrder() != null) {
      data.set("order", order(message.getOrder()));
    }
    if (message.getContacts() != null) {
      var contacts = data.putArray("contacts");
      message.getContacts().forEach(card -> contacts.add(contact(card)));
    }
    if (message.getOriginalMessageId() != null) {
      data.put("editedMessageId", message.getOriginalMessageId());
    }
  }

  private static JsonNode media(@Nullable ReceivedMedia media) {
    return media == null
        ? JsonNodeFactory.instance.nullNode()
        : JsonNodeFactory.instance
            .objectNode()
            .put("id", media.getMediaId())
            .put("mimetype", media.getMimeType())
            .put("filename", media.getFilename())
            .put("sha256", media.getSha256())
            .put("voice", media.getVoice());
  }

  private static ObjectNode location(Location location) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("latitude", location.getLatitude())
        .put("longitude", location.getLongitude())
        .put("name", location.getName())
        .put("address", location.getAddress());
  }

  private static ObjectNode interactive(InteractiveReply reply) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", reply.getKind())
        .put("id", reply.getId())
        .put("title", reply.getTitle())
        .put("response", reply.getResponseJson());
  }

  private static ObjectNode order(Order order) {
    ObjectNode object =
        JsonNodeFactory.instance.objectNode().put("catalogId", order.getCatalogId());
    var items = object.putArray("items");
    order
        .getItems()
        .forEach(
            item ->
                items
                    .addObject()
                    .put("productId", item.getProductRetailerId())
                    .put("quantity", item.getQuantity())
                    .put("price", item.getItemPrice())
                    .put("currency", item.getCurrency()));
    return object;
  }

  private static ObjectNode contact(ContactCard card) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("name", card.getFormattedName());
    var phones = object.putArray("phones");
    card.getPhones().stream().map(ContactPhone::getPhone).forEach(phones::add);
    return object;
  }
}
