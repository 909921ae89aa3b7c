package dev.chasqui.relay.delivery;

import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.relay.event.EventJson;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.workqueue.WorkQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.KafkaException;

/**
 * Takes batches of events: attempts first, then records all deliveries of the batch with what came
 * of them. When {@link #accept} returns, every delivery is recorded, so the batch's offsets can be
 * committed.
 */
final class EventIntake {

  private final BatchDecoder<WhatsAppEvent> decoder;
  private final SubscriptionDirectory subscriptions;
  private final WorkQueue queue;
  private final BegunAttempts begun;
  private final FirstAttempts firstAttempts;
  private final DeliveryRecorder recorder;

  EventIntake(
      BatchDecoder<WhatsAppEvent> decoder,
      SubscriptionDirectory subscriptions,
      WorkQueue queue,
      BegunAttempts begun,
      FirstAttempts firstAttempts,
      DeliveryRecorder recorder) {
    this.decoder = decoder;
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
    Collection<Delivery> deliveries = unknown(deliveries(decoder.decode(batch)));
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
  private Map<String, Delivery> deliveries(List<DecodedRecord<WhatsAppEvent>> records) {
    Map<String, Delivery> deliveries = new LinkedHashMap<>();
    for (DecodedRecord<WhatsAppEvent> record : records) {
      WhatsAppEvent event = record.value();
      for (Subscription subscription : subscriptions.activeOf(event.getAccountId())) {
        if (subscription.wants(event.getType())) {
          Delivery delivery =
              new Delivery(
                  event.getId(),
                  event.getType(),
                  event.getAccountId(),
                  subscription.id(),
                  EventJson.of(event));
          deliveries.putIfAbsent(delivery.key(), delivery);
        }
      }
    }
    return deliveries;
  }

  /** WhatsApp repeats its webhooks, and Kafka its records: what is recorded is not posted again. */
  private Collection<Delivery> unknown(Map<String, Delivery> deliveries) {
    if (!deliveries.isEmpty()) {
      deliveries.keySet().removeAll(queue.known(deliveries.keySet()));
    }
    return deliveries.values();
  }

  /** Those of subscriptions with nothing waiting before them, that were not begun before. */
  private List<Delivery> free(Collection<Delivery> deliveries) {
    Set<String> lanes =
        deliveries.stream().map(Delivery::subscriptionId).collect(Collectors.toSet());
    Set<String> busy = queue.busy(lanes);
    List<Delivery> free = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      if (!busy.contains(delivery.subscriptionId()) && begun.get(delivery) == null) {
        free.add(delivery);
      }
    }
    return free;
  }
}
