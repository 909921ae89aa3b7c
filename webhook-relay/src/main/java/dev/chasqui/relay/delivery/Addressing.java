package dev.chasqui.relay.delivery;

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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes deliveries of events. Thread-safe. */
public final class Addressing {

  private static final Logger LOG = LoggerFactory.getLogger(Addressing.class);

  // The id is the queue's key and a header, the type a header too: what PostgreSQL or HTTP refuse
  // would stop the partition.
  private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,256}");
  private static final Pattern USABLE_CHAT = Pattern.compile("[^\\x00]{0,256}");

  private final Refusals refusals;
  private final DeliveryIds ids;

  /** Is told of events of which nothing can be made. */
  @FunctionalInterface
  public interface Refusals {

    /**
     * Returns once it is written down.
     *
     * @param code for programs
     * @param reason for people
     */
    void refused(ConsumerRecord<byte[], byte[]> record, String code, String reason);
  }

  public Addressing(Refusals refusals, DeliveryIds ids) {
    this.refusals = refusals;
    this.ids = ids;
  }

  /**
   * A delivery for each of these subscriptions; none if nothing can be made of the event, which
   * must not hold up its partition.
   */
  List<Addressed> address(DecodedRecord<WhatsAppEvent> record, List<Subscription> takers) {
    if (takers.isEmpty()) {
      return List.of();
    }
    return body(record).map(body -> address(record, takers, body)).orElse(List.of());
  }

  private List<Addressed> address(
      DecodedRecord<WhatsAppEvent> record, List<Subscription> takers, String body) {
    WhatsAppEvent event = record.value();
    String trace = trace(record);
    EventPlace place = EventPlace.of(record.raw());
    return takers.stream()
        .map(
            taker ->
                new Addressed(
                    Delivery.of(ids.next(), event, taker, body, trace),
                    taker,
                    event.getChatId(),
                    place))
        .toList();
  }

  /** A delivery of the same event once more; by nothing if it was never delivered. */
  Addressed again(Addressed first, @Nullable String replayId) {
    return first.as(first.delivery().repeated(ids.next(), replayId));
  }

  private static String trace(DecodedRecord<WhatsAppEvent> record) {
    String trace = TraceHeaders.traceparent(record.raw().headers());
    return trace == null ? DeliveryTrace.ofEvent(record.value().getId()) : trace;
  }

  private Optional<String> body(DecodedRecord<WhatsAppEvent> record) {
    if (!isUsable(record.value())) {
      refusals.refused(
          record.raw(),
          "unusable-event-id",
          "The event's id or type is not 1 to 256 visible ASCII characters, or its chat's id has a"
              + " NUL or more than 256 characters");
      return Optional.empty();
    }
    try {
      return Optional.of(EventJson.of(record.value()));
    } catch (RuntimeException e) {
      LOG.error("No webhook can be made of event {}", record.value().getId(), e);
      refusals.refused(record.raw(), "unusable-event", "No webhook can be made of the event");
      return Optional.empty();
    }
  }

  private static boolean isUsable(WhatsAppEvent event) {
    String chat = event.getChatId();
    return USABLE.matcher(event.getId()).matches()
        && USABLE.matcher(event.getType()).matches()
        && (chat == null || USABLE_CHAT.matcher(chat).matches());
  }
}
