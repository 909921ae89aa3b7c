package dev.chasqui.inbound.publish;

import static java.util.stream.Collectors.toCollection;

import dev.chasqui.inbound.event.UnreadableEventException;
import dev.chasqui.inbound.event.WebhookReader;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.RecordSpans;
import dev.chasqui.messaging.Sending.Refused;
import dev.chasqui.messaging.TraceHeaders;
import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.tracing.Traceparent;
import dev.chasqui.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns batches of provider events into canonical ones. When {@link #accept} returns, the broker
 * has acknowledged all of them, so the batch's offsets can be committed.
 */
public final class EventPublisher {

  private final BatchDecoder<ProviderEvent> decoder;
  private final DeadLetters deadLetters;
  private final WebhookReader reader;
  private final AvroPublisher<WhatsAppEvent> publisher;
  private final Traces traces;
  private final Consumer<WhatsAppEvent> onPublished;

  /**
   * @param traces an event of a command goes on in the command's trace, any other in that of
   *     WhatsApp's call
   * @param onPublished told of each event that is on the topic
   */
  public EventPublisher(
      BatchDecoder<ProviderEvent> decoder,
      DeadLetters deadLetters,
      WebhookReader reader,
      AvroPublisher<WhatsAppEvent> publisher,
      Traces traces,
      Consumer<WhatsAppEvent> onPublished) {
    this.decoder = decoder;
    this.deadLetters = deadLetters;
    this.reader = reader;
    this.publisher = publisher;
    this.traces = traces;
    this.onPublished = onPublished;
  }

  /**
   * Publishes a batch; throws if that is not possible now, and the whole batch is to be taken
   * again.
   */
  public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
    List<Outgoing> outgoing =
        decoder.decode(batch).stream().flatMap(this::read).collect(toCollection(ArrayList::new));
    List<OutgoingRecord<WhatsAppEvent>> records = outgoing.stream().map(Outgoing::record).toList();
    for (Refused refused : publisher.publishAllowed(records).reversed()) {
      deadLetters.deadLetter(
          outgoing.remove(refused.index()).source(),
          "event-refused",
          "Kafka refuses an event of it: " + refused.why().getMessage());
    }
    for (Outgoing published : outgoing) {
      onPublished.accept(published.event());
      Flow.event(published.event(), Traceparent.of(published.span()));
      published.span().end();
    }
  }

  /**
   * An event on its way.
   *
   * @param source what it was read from
   * @param span of its way
   */
  private record Outgoing(WhatsAppEvent event, ConsumerRecord<byte[], byte[]> source, Span span) {

    OutgoingRecord<WhatsAppEvent> record() {
      String trace = Traceparent.of(span);
      return new OutgoingRecord<>(
          Topics.EVENTS,
          key(event),
          event,
          trace == null ? Map.of() : Map.of(Traceparent.HEADER, trace));
    }
  }

  private Stream<Outgoing> read(DecodedRecord<ProviderEvent> record) {
    WebhookReader.Reading reading = reading(record);
    return reading.events().stream()
        .map(event -> outgoing(event, record, reading.traces().get(event.getId())));
  }

  /**
   * @param ofCommand the traceparent of the command that the event is of; null if it is of none
   */
  private Outgoing outgoing(
      WhatsAppEvent event, DecodedRecord<ProviderEvent> record, @Nullable String ofCommand) {
    String ofCall = TraceHeaders.traceparent(record.raw().headers());
    SpanBuilder begin =
        RecordSpans.processing(traces, record.raw(), ofCommand == null ? ofCall : ofCommand)
            .setAttribute("chasqui.account.id", event.getAccountId())
            .setAttribute("chasqui.event.id", event.getId())
            .setAttribute("chasqui.event.type", event.getType());
    if (ofCommand != null) {
      begin.addLink(Traces.linked(ofCall));
    }
    return new Outgoing(event, record.raw(), begin.startSpan());
  }

  private WebhookReader.Reading reading(DecodedRecord<ProviderEvent> record) {
    try {
      WebhookReader.Reading reading = reader.read(record.value());
      if (!reading.whole()) {
        deadLetters.deadLetter(
            record.raw(),
            "unknown-phone-number-id",
            "It is about a phone number id that is of no account of the tenant");
      }
      return reading;
    } catch (UnreadableEventException e) {
      deadLetters.deadLetter(
          record.raw(), "unreadable-provider-event", String.valueOf(e.getMessage()));
      return new WebhookReader.Reading(List.of(), true, Map.of());
    }
  }

  /** The chat, so that its events stay in order; the account's own for events of the session. */
  private static String key(WhatsAppEvent event) {
    return event.getChatId() == null
        ? Long.toString(event.getAccountId())
        : event.getAccountId() + ":" + event.getChatId();
  }
}
