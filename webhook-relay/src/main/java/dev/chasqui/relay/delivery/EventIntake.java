package dev.chasqui.relay.delivery;

import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.KafkaException;

/**
 * Takes batches of events: in portions, it has their deliveries attempted first and recorded with
 * what came of that, while it goes on with the next portion. Thread-safe.
 */
final class EventIntake {

  private final BatchDecoder<WhatsAppEvent> decoder;
  private final Addressing addressing;
  private final SubscriptionDirectory subscriptions;
  private final Backlogs backlogs;
  private final NewDeliveries newDeliveries;
  private final FirstAttempts firstAttempts;
  private final Portion portion;

  EventIntake(
      BatchDecoder<WhatsAppEvent> decoder,
      Addressing addressing,
      SubscriptionDirectory subscriptions,
      Backlogs backlogs,
      NewDeliveries newDeliveries,
      FirstAttempts firstAttempts,
      Portion portion) {
    this.decoder = decoder;
    this.addressing = addressing;
    this.subscriptions = subscriptions;
    this.backlogs = backlogs;
    this.newDeliveries = newDeliveries;
    this.firstAttempts = firstAttempts;
    this.portion = portion;
  }

  /**
   * Attempts what a batch is to deliver, a portion at a time from the beginning on: with many
   * subscriptions to an account, its deliveries are many times its events. Throws if the whole
   * batch is to be taken again.
   *
   * @param recorder this thread's, to which each portion is given with its attempts
   */
  void deliver(List<ConsumerRecord<byte[], byte[]>> batch, PortionRecorder recorder) {
    List<DecodedRecord<WhatsAppEvent>> records = decoder.decode(batch);
    prepare(records);
    Instant since = EventTimes.earliest(records);
    Map<String, Addressed> deliveries = new LinkedHashMap<>();
    for (int i = 0; i < records.size(); i++) {
      DecodedRecord<WhatsAppEvent> record = records.get(i);
      for (Addressed delivery : addressing.address(record, takers(record.value()))) {
        // An event that was repeated counts once.
        deliveries.putIfAbsent(delivery.key(), delivery);
        if (deliveries.size() >= portion.size()) {
          deliverUnknown(deliveries, recorder, since);
          deliveries = new LinkedHashMap<>();
          // Room may have been waited for longer than what is known of subscriptions stays fresh.
          prepare(records.subList(i + 1, records.size()));
        }
      }
    }
    deliverUnknown(deliveries, recorder, since);
  }

  private void prepare(List<DecodedRecord<WhatsAppEvent>> records) {
    subscriptions.prepare(
        records.stream().map(it -> it.value().getAccountId()).collect(Collectors.toSet()));
  }

  private void deliverUnknown(
      Map<String, Addressed> deliveries, PortionRecorder recorder, Instant since) {
    try {
      if (!deliveries.isEmpty()) {
        attemptUnknown(deliveries, recorder, since);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while delivering", e);
    }
  }

  /** WhatsApp repeats its webhooks, and Kafka its records: what is recorded is not posted again. */
  private void attemptUnknown(
      Map<String, Addressed> deliveries, PortionRecorder recorder, Instant since)
      throws InterruptedException {
    boolean full = deliveries.size() >= portion.size();
    recorder.awaitRoom(deliveries.size());
    deliveries.keySet().removeIf(recorder::has);
    if (!deliveries.isEmpty()) {
      deliveries.keySet().removeAll(newDeliveries.logged(deliveries.values(), since).keySet());
    }
    if (!deliveries.isEmpty()) {
      recorder.record(deliveries, begin(deliveries.values(), full));
    }
  }

  private AttemptRound begin(Collection<Addressed> deliveries, boolean full)
      throws InterruptedException {
    List<Delivery> free = free(deliveries);
    return firstAttempts.begin(free, free.isEmpty() ? _ -> {} : took -> portion.took(full, took));
  }

  private List<Subscription> takers(WhatsAppEvent event) {
    return subscriptions.of(event.getAccountId()).stream()
        .filter(subscription -> subscription.wants(event.getType()))
        .toList();
  }

  /** Those that may go first: of subscriptions that kept up a moment ago; none that was begun. */
  private List<Delivery> free(Collection<Addressed> deliveries) throws InterruptedException {
    List<Addressed> willing = deliveries.stream().filter(Addressed::mayGoFirst).toList();
    if (willing.isEmpty()) {
      return List.of();
    }
    Set<String> behind =
        backlogs.afterCatchingUp(
            willing.stream().map(it -> it.to().id()).collect(Collectors.toSet()),
            firstAttempts::isWell);
    return willing.stream()
        .filter(it -> !behind.contains(it.to().id()))
        .filter(firstAttempts::mayBegin)
        .map(Addressed::delivery)
        .toList();
  }
}
