package dev.chasqui.inbound.publish;

import dev.chasqui.inbound.event.UnreadableEventException;
import dev.chasqui.inbound.event.WebhookReader;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.Sending.Refused;
import dev.chasqui.messaging.TraceHeaders;
import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns batches of provider events into canonical ones. When {@link #accept} returns, the broker
 * has acknowledged all of them, so the batch's offsets can be committed.
 */
public final class EventPublisher {

  private final BatchDecoder<ProviderEvent> decoder;
  private final DeadLetters deadLetters;
  private final WebhookReader reader;
  private final AvroPublisher<WhatsAppEvent> publisher;
  private final Consumer<WhatsAppEvent> onPublished;

  /**
   * @param onPublished told of each event that is on the topic
   */
  public EventPublisher(
      BatchDecoder<ProviderEvent> decoder,
      DeadLetters deadLetters,
      WebhookReader reader,
      AvroPublisher<WhatsAppEvent> publisher,
      Consumer<WhatsAppEvent> onPublished) {
    this.decoder = decoder;
    this.deadLetters = deadLetters;
    this.reader = reader;
    this.publisher = publisher;
    this.onPublished = onPublished;
  }

  /**
   * Publishes a batch; throws if that is not possible now, and the whole batch is to be taken
   * again.
   */
  public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
    List<DecodedRecord<ProviderEvent>> sources = new ArrayList<>();
    List<OutgoingRecord<WhatsAppEvent>> outgoing = new ArrayList<>();
    for (DecodedRecord<ProviderEvent> record : decoder.decode(batch)) {
      for (WhatsAppEvent event : read(record)) {
        sources.add(record);
        outgoing.add(
            new OutgoingRecord<>(Topics.EVENTS, key(event), event, TraceHeaders.of(record.raw())));
      }
    }
    for (Refused refused : publisher.publishAllowed(outgoing).reversed()) {
      deadLetters.deadLetter(
          sources.get(refused.index()).raw(),
          "event-refused",
          "Kafka refuses an event of it: " + refused.why().getMessage());
      outgoing.remove(refused.index());
    }
    outgoing.stream().map(OutgoingRecord::value).forEach(onPublished.andThen(Flow::event));
  }

  private List<WhatsAppEvent> read(DecodedRecord<ProviderEvent> record) {
    try {
      WebhookReader.Reading reading = reader.read(record.value());
      if (!reading.whole()) {
        deadLetters.deadLetter(
            record.raw(),
            "unknown-phone-number-id",
            "It is about a phone number id that is of no account of the tenant");
      }
      return reading.events();
    } catch (UnreadableEventException e) {
      deadLetters.deadLetter(
          record.raw(), "unreadable-provider-event", String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /** The chat, so that its events stay in order; the account's own for events of the session. */
  private static String key(WhatsAppEvent event) {
    return event.getChatId() == null
        ? Long.toString(event.getAccountId())
        : event.getAccountId() + ":" + event.getChatId();
  }
}
