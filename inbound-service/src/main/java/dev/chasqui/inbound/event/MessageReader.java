package dev.chasqui.inbound.event;

import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.MessageRevoked;
import dev.chasqui.schemas.ReactionReceived;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Reads an element of {@code messages}: a message, a reaction or a revocation. Pure. */
final class MessageReader {

  private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

  private MessageReader() {}

  static Optional<WhatsAppEvent> read(ReadContext context, JsonNode message) {
    String id = Json.text(message, "id");
    if (id == null) {
      LOG.warn("A message for account {} has no id; passed over", context.accountId());
      return Optional.empty();
    }
    Identity from = Identities.sender(message, context.contacts());
    String group = Json.text(message, "group_id");
    String chat = group == null ? Identities.chatId(from) : group;
    return Optional.of(
        switch (Json.text(message, "type", "unsupported")) {
          case "reaction" -> reaction(context, message, id, from, chat);
          case "revoke" -> revocation(context, message, id, from, chat);
          default -> message(context, message, id, from, chat);
        });
  }

  private static WhatsAppEvent message(
      ReadContext context, JsonNode message, String id, Identity from, @Nullable String chat) {
    MessageReceived received =
        MessageContents.read(message)
            .setMessageId(id)
            .setFrom(from)
            .setTo(context.ownPhone())
            .setGroupId(Json.text(message, "group_id"))
            .build();
    return context.event("message", message, chat, id).setMessage(received).build();
  }

  private static WhatsAppEvent reaction(
      ReadContext context, JsonNode message, String id, Identity from, @Nullable String chat) {
    JsonNode reaction = message.path("reaction");
    String emoji = Json.text(reaction, "emoji");
    ReactionReceived received =
        ReactionReceived.newBuilder()
            .setMessageId(id)
            .setFrom(from)
            .setTargetMessageId(Json.text(reaction, "message_id", ""))
            .setEmoji(emoji == null || emoji.isEmpty() ? null : emoji)
            .build();
    return context.event("message.reaction", message, chat, id).setReaction(received).build();
  }

  private static WhatsAppEvent revocation(
      ReadContext context, JsonNode message, String id, Identity from, @Nullable String chat) {
    MessageRevoked revoked =
        MessageRevoked.newBuilder()
            .setMessageId(id)
            .setFrom(from)
            .setTargetMessageId(Json.text(message.path("revoke"), "original_message_id", ""))
            .build();
    return context.event("message.revoked", message, chat, id).setRevoked(revoked).build();
  }
}
