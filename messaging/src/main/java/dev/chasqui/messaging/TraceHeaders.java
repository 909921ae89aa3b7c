package dev.chasqui.messaging;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Carries W3C Trace Context from a record to those that it causes. */
public final class TraceHeaders {

  private static final List<String> NAMES = List.of("traceparent", "tracestate");

  private TraceHeaders() {}

  /** The trace headers of a record, for {@link OutgoingRecord#headers}; empty if it has none. */
  public static Map<String, String> of(ConsumerRecord<?, ?> record) {
    Map<String, String> found = new HashMap<>();
    for (String name : NAMES) {
      Header header = record.headers().lastHeader(name);
      if (header != null && header.value() != null) {
        found.put(name, new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return Map.copyOf(found);
  }
}
