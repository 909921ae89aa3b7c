package dev.chasqui.messaging;

import dev.chasqui.tracing.Traceparent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Carries W3C Trace Context from a record to those that it causes. */
public final class TraceHeaders {

  private static final List<String> NAMES = List.of(Traceparent.HEADER, "tracestate");

  private TraceHeaders() {}

  /** The trace headers of a record, for {@link OutgoingRecord#headers}; empty if it has none. */
  public static Map<String, String> of(ConsumerRecord<?, ?> record) {
    Map<String, String> found = new HashMap<>();
    for (String name : NAMES) {
      String value = value(record.headers(), name);
      if (value != null) {
        found.put(name, value);
      }
    }
    return Map.copyOf(found);
  }

  /** The trace of a record; null if it is in none. */
  public static @Nullable String traceparent(Headers headers) {
    return Traceparent.usable(value(headers, Traceparent.HEADER));
  }

  private static @Nullable String value(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
