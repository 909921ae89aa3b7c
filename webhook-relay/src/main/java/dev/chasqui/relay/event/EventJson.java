package dev.chasqui.relay.event;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageRevoked;
import dev.chasqui.schemas.ReactionReceived;
import dev.chasqui.schemas.SessionDisconnected;
import dev.chasqui.schemas.SessionQr;
import dev.chasqui.schemas.SessionReady;
import dev.chasqui.schemas.SessionStatus;
import dev.chasqui.schemas.WebhookDisabled;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An event as subscribers get it: {@code {"id","type","timestamp","accountId","data"}}. Pure. */
public final class EventJson {

  private EventJson() {}

  /** The body of a webhook. The same event gives the same text. */
  public static String of(WhatsAppEvent event) {
    ObjectNode body = object();
    body.put("id", event.getId());
    body.put("type", event.getType());
    body.put("timestamp", event.getTimestamp().toString());
    body.put("accountId", event.getAccountId());
    body.set("data", data(event));
    return body.toString();
  }

  private static ObjectNode data(WhatsAppEvent event) {
    if (event.getMessage() != null) {
      return MessageJson.of(event, event.getMessage());
    }
    if (event.getAck() != null) {
      return ack(event, event.getAck());
    }
    if (event.getReaction() != null) {
      return reaction(event, event.getReaction());
    }
    if (event.getRevoked() != null) {
      return revoked(event, event.getRevoked());
    }
    return event.getWebhookDisabled() == null
        ? session(event)
        : webhookDisabled(event.getWebhookDisabled());
  }

  private static ObjectNode ack(WhatsAppEvent event, MessageAck ack) {
    ObjectNode data = object().put("id", ack.getMessageId());
    data.put("timestamp", event.getTimestamp().getEpochSecond());
    data.put("chatId", event.getChatId());
    data.put("to", IdentityJson.shortForm(ack.getRecipient()));
    data.set("recipient", IdentityJson.of(ack.getRecipient()));
    data.put("fromMe", true);
    data.put("ack", number(ack.getAck()));
    data.put("ackName", ack.getAck().name());
    data.put("commandId", ack.getCommandId());
    if (ack.getErrorCode() != null) {
      ObjectNode error = data.putObject("error").put("code", ack.getErrorCode());
      error.put("message", ack.getErrorMessage()).put("providerCode", ack.getProviderCode());
    }
    return data;
  }

  /** The numbers that WhatsApp's clients use; null for a status that we do not know. */
  private static @Nullable Integer number(Ack ack) {
    return switch (ack) {
      case UNRECOGNIZED -> null;
      case PENDING -> 0;
      case ERROR -> -1;
      case SERVER -> 1;
      case DEVICE -> 2;
      case READ -> 3;
      case PLAYED -> 4;
    };
  }

  private static ObjectNode reaction(WhatsAppEvent event, ReactionReceived reaction) {
    ObjectNode data = MessageJson.head(event, reaction.getMessageId(), reaction.getFrom());
    data.putObject("reaction")
        .put("messageId", reaction.getTargetMessageId())
        .put("text", reaction.getEmoji());
    return data;
  }

  private static ObjectNode revoked(WhatsAppEvent event, MessageRevoked revoked) {
    return MessageJson.head(event, revoked.getMessageId(), revoked.getFrom())
        .put("revokedMessageId", revoked.getTargetMessageId());
  }

  private static ObjectNode session(WhatsAppEvent event) {
    SessionStatus status = event.getSession();
    SessionQr qr = event.getQr();
    SessionReady ready = event.getReady();
    SessionDisconnected disconnected = event.getDisconnected();
    ObjectNode data = object();
    if (status != null) {
      data.put("status", status.getState().name()).put("reason", status.getReason());
    } else if (qr != null) {
      data.put("qr", qr.getQr());
    } else if (ready != null) {
      data.put("phone", ready.getPhone()).put("name", ready.getName());
    } else if (disconnected != null) {
      data.put("reason", disconnected.getReason()).put("loggedOut", disconnected.getLoggedOut());
    }
    return data;
  }

  private static ObjectNode webhookDisabled(WebhookDisabled disabled) {
    Instant since = disabled.getFailingSince();
    return object()
        .put("webhookId", disabled.getWebhookId())
        .put("address", disabled.getAddress())
        .put("reason", disabled.getReason())
        .put("failingSince", since == null ? null : since.toString());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
