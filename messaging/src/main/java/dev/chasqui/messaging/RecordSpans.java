package dev.chasqui.messaging;

import dev.chasqui.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Spans of records, each its own, though they come in batches. */
public final class RecordSpans {

  private RecordSpans() {}

  /**
   * What is done with a record, to be started.
   *
   * @param parent a traceparent, that of the record or another; null begins a trace
   */
  public static SpanBuilder processing(
      Traces traces, ConsumerRecord<?, ?> record, @Nullable String parent) {
    return of(traces, "process", record.topic(), SpanKind.CONSUMER, parent);
  }

  /** Works on a batch; each of its records that is in a trace shows there for how long. */
  public static <K, V> void each(Traces traces, List<ConsumerRecord<K, V>> batch, Runnable work) {
    List<Span> spans =
        traces.areOn()
            ? batch.stream().flatMap(record -> span(traces, record).stream()).toList()
            : List.of();
    work.run();
    // If that throws, the batch comes again.
    spans.forEach(Span::end);
  }

  private static List<Span> span(Traces traces, ConsumerRecord<?, ?> record) {
    String parent = TraceHeaders.traceparent(record.headers());
    return parent == null ? List.of() : List.of(processing(traces, record, parent).startSpan());
  }

  /** By OpenTelemetry's conventions for messaging. */
  static SpanBuilder of(
      Traces traces, String operation, String topic, SpanKind kind, @Nullable String parent) {
    return traces
        .span(operation + " " + topic, kind, parent)
        .setAttribute("messaging.system", "kafka")
        .setAttribute("messaging.operation.name", operation)
        .setAttribute("messaging.destination.name", topic);
  }
}
