package dev.chasqui.relay.delivery;

import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.messaging.TraceHeaders;
import dev.chasqui.relay.event.EventJson;
import dev.chasqui.relay.log.DeliveryIds;
import dev.chasqui.relay.log.EventPlace;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes deliveries of events. Thread-safe. */
public final class Addressing {

  private static final Logger LOG = LoggerFactory.getLogger(Addressing.class);

  // The id is the queue's key and a header: what PostgreSQL or HTTP refuse would stop the
  // partition.
  private static final Pattern USABLE_ID = Pattern.compile("[\\x21-\\x7e]{1,256}");
  private static final char NUL = 0;

  private final DeadLetters deadLetters;
  private final DeliveryIds ids;

  public Addressing(DeadLetters deadLetters, DeliveryIds ids) {
    this.deadLetters = deadLetters;
    this.ids = ids;
  }

  /**
   * A delivery for each of these subscriptions; none if nothing can be made of the event, which
   * must not hold up its partition: it is a dead letter.
   */
  List<Addressed> address(DecodedRecord<WhatsAppEvent> record, List<Subscription> takers) {
    if (takers.isEmpty()) {
      return List.of();
    }
    return body(record)
        .map(body -> takers.stream().map(taker -> address(record, taker, body)).toList())
        .orElse(List.of());
  }

  private Addressed address(DecodedRecord<WhatsAppEvent> record, Subscription taker, String body) {
    WhatsAppEvent event = record.value();
    return new Addressed(
        Delivery.of(ids.next(), event, taker, body, trace(record)),
        taker,
        event.getChatId(),
        EventPlace.of(record.raw()));
  }

  /** A delivery of the same event once more. */
  Addressed again(Addressed first, String replayId) {
    return first.as(first.delivery().repeated(ids.next(), replayId));
  }

  private static @Nullable String trace(DecodedRecord<WhatsAppEvent> record) {
    return Traceparent.usable(TraceHeaders.of(record.raw()).get("traceparent"));
  }

  private Optional<String> body(DecodedRecord<WhatsAppEvent> record) {
    if (!isUsable(record.value())) {
      deadLetters.deadLetter(
          record.raw(),
          "unusable-event-id",
          "The event's id is not 1 to 256 visible ASCII characters, or its chat's id has a NUL");
      return Optional.empty();
    }
    try {
      return Optional.of(EventJson.of(record.value()));
    } catch (RuntimeException e) {
      LOG.error("No webhook can be made of event {}", record.value().getId(), e);
      deadLetters.deadLetter(record.raw(), "unusable-event", "No webhook can be made of the event");
      return Optional.empty();
    }
  }

  private static boolean isUsable(WhatsAppEvent event) {
    String chat = event.getChatId();
    return USABLE_ID.matcher(event.getId()).matches() && (chat == null || chat.indexOf(NUL) < 0);
  }
}
