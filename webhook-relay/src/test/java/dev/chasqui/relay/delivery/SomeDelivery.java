package dev.chasqui.relay.delivery;

import dev.chasqui.relay.log.EventPlace;
import dev.chasqui.relay.post.Encryption;
import dev.chasqui.relay.subscription.Order;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.Terms;
import dev.chasqui.relay.subscription.WhenOff;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A delivery to a subscription that wants everything. */
final class SomeDelivery {

  private static final Terms TERMS =
      new Terms(
          URI.create("https://example.com/hook"),
          List.of("*"),
          List.of(1L),
          Encryption.NONE,
          null,
          Map.of(),
          null,
          Order.NONE,
          Duration.ofDays(30),
          WhenOff.KEEP,
          null);

  private SomeDelivery() {}

  static Addressed of(String eventId, UUID id, Instant at) {
    return of(eventId, id, at, "wh_1");
  }

  /** One to a subscription of that id. */
  static Delivery to(String subscriptionId, String eventId) {
    return of(eventId, UUID.randomUUID(), Instant.EPOCH, subscriptionId).delivery();
  }

  private static Addressed of(String eventId, UUID id, Instant at, String to) {
    return new Addressed(
        new Delivery(id, eventId, "message", 1, to, "{}", at, DeliveryTrace.ofEvent(eventId), null),
        new Subscription(to, 1, 1, TERMS, null, true, null, null, at),
        null,
        new EventPlace(0, 0));
  }
}
