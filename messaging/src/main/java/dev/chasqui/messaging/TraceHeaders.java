package dev.chasqui.messaging;

import dev.chasqui.tracing.Traceparent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context in a record's headers. */
public final class TraceHeaders {

  private TraceHeaders() {}

  /** The trace of a record; null if it is in none. */
  public static @Nullable String traceparent(Headers headers) {
    Header header = headers.lastHeader(Traceparent.HEADER);
    return header == null || header.value() == null
        ? null
        : Traceparent.usable(new String(header.value(), StandardCharsets.UTF_8));
  }
}
