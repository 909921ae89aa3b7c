package dev.chasqui.messaging;

import dev.chasqui.tracing.Traceparent;
import dev.chasqui.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Hands the trace of a record on: the one that its header {@code traceparent} names, else the one
 * that the thread is in. A record that is in none begins none.
 */
final class TracedProducer extends KafkaProducer<byte[], byte[]> {

  private final Traces traces;

  TracedProducer(Map<String, Object> config, Traces traces) {
    super(config);
    this.traces = traces;
  }

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    String parent = TraceHeaders.traceparent(record.headers());
    if (parent == null) {
      parent = Traces.current();
    }
    return parent == null ? super.send(record, callback) : send(record, callback, parent);
  }

  private Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, @Nullable Callback callback, String parent) {
    Span span =
        RecordSpans.of(traces, "send", record.topic(), SpanKind.PRODUCER, parent).startSpan();
    String traceparent = String.valueOf(Traceparent.of(span));
    record.headers().remove(Traceparent.HEADER);
    record.headers().add(Traceparent.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
    try {
      return super.send(record, (metadata, failure) -> end(span, callback, metadata, failure));
    } catch (RuntimeException e) {
      fail(span, e);
      span.end();
      throw e;
    }
  }

  private static void end(
      Span span,
      @Nullable Callback callback,
      @Nullable RecordMetadata metadata,
      @Nullable Exception failure) {
    if (failure != null) {
      fail(span, failure);
    }
    span.end();
    if (callback != null) {
      callback.onCompletion(metadata, failure);
    }
  }

  /** Without its message, which may quote the record. */
  private static void fail(Span span, Exception failure) {
    span.setStatus(StatusCode.ERROR).setAttribute("error.type", failure.getClass().getName());
  }
}
