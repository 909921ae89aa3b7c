package dev.chasqui.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of W3C Trace Context, level 1: the form in which a trace waits in
 * queues and outboxes. Pure.
 */
public final class Traceparent {

  /** Its name, in HTTP and in Kafka. */
  public static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int TRACE = 3;
  private static final int TRACE_END = 35;
  private static final int SPAN = 36;
  private static final int SPAN_END = 52;
  private static final int FLAGS = 53;

  private Traceparent() {}

  /** What was given, if it is one; else null. */
  public static @Nullable String usable(@Nullable String given) {
    return given != null && FORM.matcher(given).matches() ? given : null;
  }

  /** Of what a span causes; null if there is no trace. */
  public static @Nullable String of(Span span) {
    SpanContext context = span.getSpanContext();
    return context.isValid()
        ? "00-"
            + context.getTraceId()
            + "-"
            + context.getSpanId()
            + "-"
            + context.getTraceFlags().asHex()
        : null;
  }

  /** The id of the trace, 32 hex digits; null if it is in none. */
  public static @Nullable String traceId(@Nullable String traceparent) {
    return traceparent == null ? null : traceparent.substring(TRACE, TRACE_END);
  }

  /** Whether somebody wants to look at the trace. */
  public static boolean isSampled(@Nullable String traceparent) {
    return traceparent != null && flags(traceparent).isSampled();
  }

  /** As a parent of spans; none if it is null or no traceparent. */
  static Context context(@Nullable String given) {
    String traceparent = usable(given);
    return traceparent == null
        ? Context.root()
        : Context.root()
            .with(
                Span.wrap(
                    SpanContext.createFromRemoteParent(
                        traceparent.substring(TRACE, TRACE_END),
                        traceparent.substring(SPAN, SPAN_END),
                        flags(traceparent),
                        TraceState.getDefault())));
  }

  private static TraceFlags flags(String traceparent) {
    return TraceFlags.fromHex(traceparent, FLAGS);
  }
}
