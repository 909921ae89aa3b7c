package dev.chasqui.relay.delivery;

import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.messaging.TraceHeaders;
import dev.chasqui.relay.event.EventJson;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.workqueue.WorkQueue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;

/**
 * Takes batches of events: attempts first, then records all deliveries of the batch with what came
 * of them. When {@link #accept} returns, every delivery is recorded, so the batch's offsets can be
 * committed.
 */
final class EventIntake {

  private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

  // The id is the queue's key and a header: what PostgreSQL or HTTP refuse would stop the
  // partition.
  private static final Pattern USABLE_ID = Pattern.compile("[\\x21-\\x7e]{1,256}");

  private final BatchDecoder<WhatsAppEvent> decoder;
  private final DeadLetters deadLetters;
  private final SubscriptionDirectory subscriptions;
  private final WorkQueue queue;
  private final BegunAttempts begun;
  private final FirstAttempts firstAttempts;
  private final DeliveryRecorder recorder;

  EventIntake(
      BatchDecoder<WhatsAppEvent> decoder,
      DeadLetters deadLetters,
      SubscriptionDirectory subscriptions,
      WorkQueue queue,
      BegunAttempts begun,
      FirstAttempts firstAttempts,
      DeliveryRecorder recorder) {
    this.decoder = decoder;
    this.deadLetters = deadLetters;
    this.subscriptions = subscriptions;
    this.queue = queue;
    this.begun = begun;
    this.firstAttempts = firstAttempts;
    this.recorder = recorder;
  }

  /**
   * Delivers a batch; throws if it cannot be recorded now, and the whole batch is to be taken
   * again.
   */
  void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
    Collection<Addressed> deliveries = unknown(deliveries(decoder.decode(batch)));
    if (deliveries.isEmpty()) {
      return;
    }
    try {
      firstAttempts.run(free(deliveries));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while delivering", e);
    }
    recorder.record(deliveries);
  }

  /** One for each event and subscription that wants it; an event that was repeated counts once. */
  private Map<String, Addressed> deliveries(List<DecodedRecord<WhatsAppEvent>> records) {
    Map<String, Addressed> deliveries = new LinkedHashMap<>();
    for (DecodedRecord<WhatsAppEvent> record : records) {
      List<Subscription> takers = takers(record.value());
      if (!takers.isEmpty()) {
        body(record)
            .ifPresent(
                body ->
                    takers.forEach(
                        taker -> {
                          Addressed delivery = addressed(record, taker, body);
                          deliveries.putIfAbsent(delivery.key(), delivery);
                        }));
      }
    }
    return deliveries;
  }

  private static Addressed addressed(
      DecodedRecord<WhatsAppEvent> record, Subscription taker, String body) {
    WhatsAppEvent event = record.value();
    return new Addressed(Delivery.of(event, taker, body, trace(record)), taker, event.getChatId());
  }

  private static @Nullable String trace(DecodedRecord<WhatsAppEvent> record) {
    return Traceparent.usable(TraceHeaders.of(record.raw()).get("traceparent"));
  }

  private List<Subscription> takers(WhatsAppEvent event) {
    return subscriptions.of(event.getAccountId()).stream()
        .filter(subscription -> subscription.wants(event.getType()))
        .toList();
  }

  /** What is posted; an event of which nothing can be made must not hold up its partition. */
  private Optional<String> body(DecodedRecord<WhatsAppEvent> record) {
    if (!USABLE_ID.matcher(record.value().getId()).matches()) {
      deadLetters.deadLetter(
          record.raw(),
          "unusable-event-id",
          "The event's id is not 1 to 256 visible ASCII characters");
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

  /** WhatsApp repeats its webhooks, and Kafka its records: what is recorded is not posted again. */
  private Collection<Addressed> unknown(Map<String, Addressed> deliveries) {
    if (!deliveries.isEmpty()) {
      deliveries.keySet().removeAll(queue.known(deliveries.keySet()));
    }
    return deliveries.values();
  }

  /**
   * Those that may go first: of subscriptions that keep up, with nothing waiting before; none that
   * was begun.
   */
  private List<Delivery> free(Collection<Addressed> deliveries) {
    List<Addressed> willing = deliveries.stream().filter(Addressed::mayGoFirst).toList();
    if (willing.isEmpty()) {
      return List.of();
    }
    Set<String> busy =
        queue.busy(willing.stream().map(it -> it.to().id()).collect(Collectors.toSet()));
    return willing.stream()
        .filter(it -> !busy.contains(it.to().id()) && !firstAttempts.isSlow(it.to().id()))
        .filter(it -> begun.get(it.key()) == null)
        .map(Addressed::delivery)
        .toList();
  }
}
