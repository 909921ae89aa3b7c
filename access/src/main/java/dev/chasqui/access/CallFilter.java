package dev.chasqui.access;

import dev.chasqui.tracing.Traceparent;
import dev.chasqui.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * A span and one line of the log for each call, by its route: a path may have somebody's number in
 * it. The trace is the client's, if it names one; a stranger decides neither which traces are sent
 * nor how many.
 */
final class CallFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.call");

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  /** What who shows no key is answered, as often as he calls. */
  private static final Set<Integer> OF_STRANGERS =
      Set.of(HttpStatus.UNAUTHORIZED.value(), HttpStatus.TOO_MANY_REQUESTS.value());

  private final Traces traces;

  CallFilter(Traces traces) {
    this.traces = traces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long began = System.nanoTime();
    Map<String, Object> notes = CallNotes.begin(request);
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
    Span span =
        traces
            .span(method, SpanKind.SERVER, given(request))
            .setAttribute("http.request.method", method)
            .startSpan();
    int status = HttpStatus.INTERNAL_SERVER_ERROR.value();
    try (Scope _ = span.makeCurrent()) {
      chain.doFilter(request, response);
      status = response.getStatus();
    } finally {
      String route = route(request);
      // One that is never ended is not sent.
      if (!OF_STRANGERS.contains(status)) {
        end(span, method, route, status);
      }
      log(method, route, status, notes, Duration.ofNanos(System.nanoTime() - began), span);
    }
  }

  /** The client's trace; WhatsApp names none, and anybody may call its address. */
  private static @Nullable String given(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/")
        ? request.getHeader(Traceparent.HEADER)
        : null;
  }

  private static void end(Span span, String method, String route, int status) {
    span.updateName(method + " " + route)
        .setAttribute("http.route", route)
        .setAttribute("http.response.status_code", (long) status);
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private static void log(
      String method,
      String route,
      int status,
      Map<String, Object> notes,
      Duration took,
      Span span) {
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("step", "call")
            .addKeyValue("method", method)
            .addKeyValue("route", route)
            .addKeyValue("httpStatus", status)
            .addKeyValue("tookMs", took.toMillis());
    for (Map.Entry<String, Object> note : notes.entrySet()) {
      line = line.addKeyValue(note.getKey(), note.getValue());
    }
    line.addKeyValue("traceId", Traceparent.traceId(Traceparent.of(span))).log("call");
  }

  /** None if it was refused before its resource was looked for. */
  private static String route(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String it
        ? it
        : "none";
  }
}
