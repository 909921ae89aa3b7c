package dev.chasqui.relay.log;

import org.jspecify.annotations.Nullable;

/** Keys of deliveries in the queue. Pure. */
public final class DeliveryKey {

  private DeliveryKey() {}

  /** Unique: of event and subscription, and of what repeats the event, if it is repeated. */
  public static String of(String eventId, String subscriptionId, @Nullable String replayId) {
    String pair = eventId + ":" + subscriptionId;
    return replayId == null ? pair : pair + ":" + replayId;
  }
}
