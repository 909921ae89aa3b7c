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
    return new Addressed(
        new Delivery(
            id, eventId, "message", 1, "wh_1", "{}", at, DeliveryTrace.ofEvent(eventId), null),
        new Subscription("wh_1", 1, 1, TERMS, null, true, null, null, at),
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
