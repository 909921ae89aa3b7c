package dev.chasqui.inbound.event;

import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What all events of one change have in common.
 *
 * @param value the change's {@code value}
 * @param traces takes the traces of events that are of a command, by the event's id
 */
record ReadContext(long accountId, Instant receivedAt, JsonNode value, Map<String, String> traces) {

  JsonNode contacts() {
    return value.path("contacts");
  }

  /** The account's own number, digits only. */
  @Nullable String ownPhone() {
    String display = Json.text(value.path("metadata"), "display_phone_number");
    return display == null ? null : display.replaceAll("[^0-9]", "");
  }

  /** An event with everything but its content. */
  WhatsAppEvent.Builder event(
      String type, JsonNode of, @Nullable String chatId, String... idParts) {
    return WhatsAppEvent.newBuilder()
        .setId(EventIds.of(accountId, type, idParts))
        .setType(type)
        .setAccountId(accountId)
        .setChatId(chatId)
        .setTimestamp(Json.time(of, "timestamp", receivedAt))
        .setReceivedAt(receivedAt);
  }
}
