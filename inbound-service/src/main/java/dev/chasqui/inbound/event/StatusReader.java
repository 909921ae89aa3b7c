package dev.chasqui.inbound.event;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CallbackData;
import dev.chasqui.schemas.GraphErrorCodes;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an element of {@code statuses}: how far a message that we sent has come. Pure. */
final class StatusReader {

  private StatusReader() {}

  static Optional<WhatsAppEvent> read(ReadContext context, JsonNode status) {
    String messageId = Json.text(status, "id");
    String name = Json.text(status, "status", "");
    if (messageId == null) {
      return Optional.empty();
    }
    boolean group = Json.text(status, "recipient_type", "").equals("group");
    Identity recipient = Identities.recipient(status, group, context.contacts());
    String chat = group ? Json.text(status, "recipient_id") : Identities.chatId(recipient);
    String told = Json.text(status, "biz_opaque_callback_data");
    CallbackData data = told == null ? null : CallbackData.parse(told);
    JsonNode error = status.path("errors").path(0);
    MessageAck ack =
        MessageAck.newBuilder()
            .setMessageId(messageId)
            .setCommandId(data == null ? null : data.commandId())
            .setRecipient(recipient)
            .setAck(ack(name))
            .setErrorCode(errorCode(error))
            .setErrorMessage(errorMessage(error))
            .setProviderCode(Json.number(error, "code"))
            .setPricingCategory(Json.text(status.path("pricing"), "category"))
            .build();
    WhatsAppEvent event =
        context
            .event("message.ack", status, chat, messageId, name, participant(status))
            .setAck(ack)
            .build();
    if (data != null && data.traceparent() != null) {
      context.traces().put(event.getId(), data.traceparent());
    }
    return Optional.of(event);
  }

  private static Ack ack(String status) {
    return switch (status) {
      case "sent" -> Ack.SERVER;
      case "delivered" -> Ack.DEVICE;
      case "read" -> Ack.READ;
      case "played" -> Ack.PLAYED;
      case "failed" -> Ack.ERROR;
      default -> Ack.UNRECOGNIZED;
    };
  }

  private static @Nullable String errorCode(JsonNode error) {
    Integer graphCode = Json.number(error, "code");
    if (error.isMissingNode()) {
      return null;
    }
    return graphCode == null
        ? GraphErrorCodes.PROVIDER_REFUSED
        : GraphErrorCodes.stableCode(graphCode);
  }

  private static @Nullable String errorMessage(JsonNode error) {
    String details = Json.text(error.path("error_data"), "details");
    return details == null ? Json.text(error, "title") : details;
  }

  /** In a group each participant's status is an event of its own. */
  private static String participant(JsonNode status) {
    return Json.text(status, "recipient_participant_id", "");
  }
}
