package dev.chasqui.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans. While it is off they record nothing, and hand on the trace of their parent. Names
 * and attributes say what, never what a message says, to whom, or a secret. Thread-safe.
 */
public final class Traces {

  private static final String SCOPE = "dev.chasqui";

  private final Tracer tracer;
  private final boolean on;

  private Traces(TracerProvider provider, boolean on) {
    this.tracer = provider.get(SCOPE);
    this.on = on;
  }

  /** Spans of a provider, which the caller closes. */
  public static Traces of(TracerProvider provider) {
    return new Traces(provider, true);
  }

  /** Records nothing. */
  public static Traces off() {
    return new Traces(TracerProvider.noop(), false);
  }

  /** Whether spans have ids of their own. */
  public boolean areOn() {
    return on;
  }

  /**
   * A span, to be started.
   *
   * @param name of few: no ids in it
   * @param parent a traceparent; null begins a trace
   */
  public SpanBuilder span(String name, SpanKind kind, @Nullable String parent) {
    return tracer.spanBuilder(name).setSpanKind(kind).setParent(Traceparent.context(parent));
  }

  /** The context of a traceparent, to link to. */
  public static SpanContext linked(@Nullable String traceparent) {
    return Span.fromContext(Traceparent.context(traceparent)).getSpanContext();
  }

  /** The traceparent of what this thread is at; null if it is in no trace. */
  public static @Nullable String current() {
    return Traceparent.of(Span.current());
  }
}
