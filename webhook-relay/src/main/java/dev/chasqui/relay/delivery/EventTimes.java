package dev.chasqui.relay.delivery;

import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/** When events happened. Pure. */
final class EventTimes {

  private EventTimes() {}

  /**
   * When the first of them happened, by WhatsApp's clock; if there are none, at no time. One that
   * WhatsApp gave no time has that of its receipt, another one each time that it is repeated: of
   * that, and of one that is yet to come, nothing is known.
   */
  static Instant earliest(Collection<DecodedRecord<WhatsAppEvent>> events) {
    return events.stream()
        .map(DecodedRecord::value)
        .map(
            it ->
                it.getTimestamp().isBefore(it.getReceivedAt()) ? it.getTimestamp() : Instant.EPOCH)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }
}
