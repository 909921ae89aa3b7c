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

  /** The first one of an event to one of several such subscriptions. */
  static Delivery of(String eventId, String to) {
    return of(eventId, UUID.randomUUID(), Instant.EPOCH, to).delivery();
  }

  private static Addressed of(String eventId, UUID id, Instant at, String to) {
    return new Addressed(
        new Delivery(id, eventId, "message", 1, to, "{}", at, DeliveryTrace.ofEvent(eventId), null),
        new Subscription(to, 1, 1, TERMS, null, true, null, null, at),
        null,
        new EventPlace(0, 0));
  }

  /** A round of none: it is over. */
  static AttemptRound noAttempts() {
    return attempts(List.of(), Duration.ZERO);
  }

  /** A round of these, which nobody makes but the test. */
  static AttemptRound attempts(List<Delivery> deliveries, Duration patience) {
    return new AttemptRound(deliveries, new BegunAttempts(), patience, _ -> false, _ -> {});
  }
}
