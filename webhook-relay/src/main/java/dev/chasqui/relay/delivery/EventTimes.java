package dev.chasqui.relay.delivery;

import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/** When events happened. Pure. */
final class EventTimes {

  private EventTimes() {}

  /** When the first of them happened, by WhatsApp's clock; if there are none, at no time. */
  static Instant earliest(Collection<DecodedRecord<WhatsAppEvent>> events) {
    return events.stream()
        .map(event -> event.value().getTimestamp())
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }
}
