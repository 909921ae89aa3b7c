package dev.chasqui.relay.delivery;

import dev.chasqui.relay.log.DeliveryKey;
import dev.chasqui.relay.log.FirstDeliveries;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event on its way to one subscription. Immutable.
 *
 * @param id its own, in the log; what an earlier version stored has none, and is not in the log
 * @param eventId the event's id, sent as {@code webhook-id}
 * @param eventType the event's name
 * @param accountId whose event it is
 * @param subscriptionId where it goes
 * @param body the JSON that is posted
 * @param receivedAt when Chasqui received the event; null if it was delivered before
 * @param trace the {@code traceparent} that its attempts come under; what an earlier version stored
 *     may have none
 * @param replayId what repeats the event; null for its first delivery
 */
record Delivery(
    UUID id,
    String eventId,
    String eventType,
    long accountId,
    String subscriptionId,
    String body,
    @Nullable Instant receivedAt,
    String trace,
    @Nullable String replayId) {

  private static final JsonMapper JSON = new JsonMapper();

  Delivery {
    id = Objects.requireNonNullElseGet(id, UUID::randomUUID);
    trace = trace == null ? DeliveryTrace.ofEvent(eventId) : trace;
  }

  /** The first delivery of an event to a subscription. */
  static Delivery of(UUID id, WhatsAppEvent event, Subscription to, String body, String trace) {
    return new Delivery(
        id,
        event.getId(),
        event.getType(),
        event.getAccountId(),
        to.id(),
        body,
        event.getReceivedAt(),
        trace,
        null);
  }

  /**
   * Another one of the same event. Its time to the subscriber says nothing any more.
   *
   * @param by what repeats it; null if it was never delivered
   */
  Delivery repeated(UUID another, @Nullable String by) {
    return new Delivery(
        another, eventId, eventType, accountId, subscriptionId, body, null, trace, by);
  }

  /** What it is, if nothing repeats it. */
  FirstDeliveries.First first() {
    return new FirstDeliveries.First(eventId, subscriptionId);
  }

  /** Its key in the queue. */
  String key() {
    return DeliveryKey.of(eventId, subscriptionId, replayId);
  }

  /** As the queue stores it. */
  byte[] toBytes() {
    return JSON.writeValueAsBytes(this);
  }

  /** Reads what {@link #toBytes} wrote. */
  static Delivery fromBytes(byte[] bytes) {
    return JSON.readValue(bytes, Delivery.class);
  }

  /** As {@link #fromBytes}; empty if it is none of that. */
  static Optional<Delivery> in(byte @Nullable [] bytes) {
    try {
      return Optional.ofNullable(bytes).map(Delivery::fromBytes);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The id in what {@link #toBytes} wrote; empty if it is none of that. */
  static Optional<UUID> idIn(byte @Nullable [] bytes) {
    return in(bytes).map(Delivery::id);
  }

  /** Leaves out the body, which is private. */
  @Override
  public String toString() {
    return "Delivery[" + key() + "]";
  }
}
