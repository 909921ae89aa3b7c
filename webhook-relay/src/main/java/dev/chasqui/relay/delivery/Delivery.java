package dev.chasqui.relay.delivery;

import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event on its way to one subscription. Immutable.
 *
 * @param eventId the event's id, sent as {@code webhook-id}
 * @param eventType the event's name
 * @param accountId whose event it is
 * @param subscriptionId where it goes
 * @param body the JSON that is posted
 * @param receivedAt when Chasqui received the event; null in what an earlier version stored
 * @param trace the event's {@code traceparent}; null if it came without
 */
record Delivery(
    String eventId,
    String eventType,
    long accountId,
    String subscriptionId,
    String body,
    @Nullable Instant receivedAt,
    @Nullable String trace) {

  private static final JsonMapper JSON = new JsonMapper();

  static Delivery of(WhatsAppEvent event, Subscription to, String body, @Nullable String trace) {
    return new Delivery(
        event.getId(),
        event.getType(),
        event.getAccountId(),
        to.id(),
        body,
        event.getReceivedAt(),
        trace);
  }

  /** The pair of event and subscription, which is unique. */
  String key() {
    return eventId + ":" + subscriptionId;
  }

  /** As the queue stores it. */
  byte[] toBytes() {
    return JSON.writeValueAsBytes(this);
  }

  /** Reads what {@link #toBytes} wrote. */
  static Delivery fromBytes(byte[] bytes) {
    return JSON.readValue(bytes, Delivery.class);
  }

  /** Leaves out the body, which is private. */
  @Override
  public String toString() {
    return "Delivery[" + key() + "]";
  }
}
