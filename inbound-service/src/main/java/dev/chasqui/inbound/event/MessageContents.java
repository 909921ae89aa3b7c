package dev.chasqui.inbound.event;

import dev.chasqui.schemas.InteractiveReply;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.Order;
import dev.chasqui.schemas.OrderItem;
import dev.chasqui.schemas.ReceivedMedia;
import dev.chasqui.schemas.SystemNotice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a message says, by its type. A type that is not known here keeps its JSON. Pure. */
final class MessageContents {

  private static final int LONGEST_RAW_JSON = 64 * 1024;

  private MessageContents() {}

  /** A message with all but its id, sender and recipient. */
  static MessageReceived.Builder read(JsonNode message) {
    String type = Json.text(message, "type", "unsupported");
    MessageReceived.Builder builder =
        MessageReceived.newBuilder()
            .setType(type)
            .setContext(MessageRiders.context(message.path("context")))
            .setReferral(MessageRiders.referral(message.path("referral")))
            .setRawJson(rawJson(message));
    if (type.equals("edit")) {
      return edit(builder, message.path("edit"));
    }
    return content(builder, type, message);
  }

  /** Everything is in the provider event too: what is huge must not be so twice. */
  private static @Nullable String rawJson(JsonNode message) {
    String json = message.toString();
    return json.length() > LONGEST_RAW_JSON ? null : json;
  }

  private static MessageReceived.Builder content(
      MessageReceived.Builder builder, String type, JsonNode message) {
    JsonNode object = message.path(type);
    return switch (type) {
      case "text" -> builder.setBody(Json.text(object, "body"));
      case "image", "video", "audio", "document", "sticker" ->
          builder.setMedia(media(object)).setBody(Json.text(object, "caption"));
      case "location" -> builder.setLocation(Cards.location(object));
      case "contacts" -> builder.setContacts(Cards.contacts(object));
      case "interactive" -> interactive(builder, object);
      case "button" -> interactive(builder, "button", object, "payload", "text");
      case "order" -> builder.setOrder(order(object)).setBody(Json.text(object, "text"));
      case "system" -> builder.setSystem(notice(message)).setBody(Json.text(object, "body"));
      case "unsupported" -> builder.setUnsupportedType(Json.text(object, "type"));
      default -> builder;
    };
  }

  /** The new content of a message that was changed, under the type {@code edit}. */
  private static MessageReceived.Builder edit(MessageReceived.Builder builder, JsonNode edit) {
    JsonNode changed = edit.path("message");
    return content(builder, Json.text(changed, "type", "unsupported"), changed)
        .setOriginalMessageId(Json.text(edit, "original_message_id"));
  }

  private static @Nullable ReceivedMedia media(JsonNode object) {
    String id = Json.text(object, "id");
    return id == null
        ? null
        : ReceivedMedia.newBuilder()
            .setMediaId(id)
            .setMimeType(Json.text(object, "mime_type"))
            .setSha256(Json.text(object, "sha256"))
            .setFilename(Json.text(object, "filename"))
            .setCaption(Json.text(object, "caption"))
            .setVoice(Json.flag(object, "voice"))
            .setAnimated(Json.flag(object, "animated"))
            .build();
  }

  private static MessageReceived.Builder interactive(
      MessageReceived.Builder builder, JsonNode interactive) {
    String kind = Json.text(interactive, "type", "");
    JsonNode reply = interactive.path(kind);
    interactive(builder, kind, reply, "id", kind.equals("nfm_reply") ? "body" : "title");
    return builder;
  }

  private static MessageReceived.Builder interactive(
      MessageReceived.Builder builder, String kind, JsonNode reply, String id, String title) {
    return builder
        .setBody(Json.text(reply, title))
        .setInteractive(
            InteractiveReply.newBuilder()
                .setKind(kind)
                .setId(Json.text(reply, id))
                .setTitle(Json.text(reply, title))
                .setDescription(Json.text(reply, "description"))
                .setResponseJson(Json.text(reply, "response_json"))
                .build());
  }

  private static Order order(JsonNode object) {
    List<OrderItem> items = new ArrayList<>();
    for (JsonNode item : object.path("product_items")) {
      items.add(
          OrderItem.newBuilder()
              .setProductRetailerId(Json.text(item, "product_retailer_id", ""))
              .setQuantity(item.path("quantity").asInt(0))
              .setItemPrice(item.path("item_price").asDouble(0))
              .setCurrency(Json.text(item, "currency", ""))
              .build());
    }
    return Order.newBuilder()
        .setCatalogId(Json.text(object, "catalog_id"))
        .setText(Json.text(object, "text"))
        .setItems(items)
        .build();
  }

  private static SystemNotice notice(JsonNode message) {
    JsonNode system = message.path("system");
    return SystemNotice.newBuilder()
        .setType(Json.text(system, "type"))
        .setBody(Json.text(system, "body"))
        .setNewIdentity(Identities.changedTo(system))
        .build();
  }
}
