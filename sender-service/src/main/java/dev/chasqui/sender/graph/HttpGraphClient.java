package dev.chasqui.sender.graph;

import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** Calls WhatsApp over HTTP. Thread-safe. */
public final class HttpGraphClient implements GraphClient {

  private final HttpCaller http;
  private final Traces traces;
  private final Clock clock;

  public HttpGraphClient(HttpCaller http, Traces traces, Clock clock) {
    this.http = http;
    this.traces = traces;
    this.clock = clock;
  }

  /** WhatsApp is not told of the trace. */
  @Override
  public SendOutcome send(GraphEndpoint endpoint, GraphMessage message) {
    Span span =
        traces
            .span("POST messages", SpanKind.CLIENT, Traces.current())
            .setAttribute("http.request.method", "POST")
            .setAttribute("server.address", endpoint.messages().getHost())
            .startSpan();
    try {
      SendOutcome outcome = call(endpoint, message, span);
      String failure = outcome.failureCode();
      if (failure != null) {
        span.setStatus(StatusCode.ERROR).setAttribute("error.type", failure);
      }
      return outcome;
    } finally {
      span.end();
    }
  }

  private SendOutcome call(GraphEndpoint endpoint, GraphMessage message, Span span) {
    Exchange exchange =
        http.post(
            endpoint.messages(),
            Map.of("Authorization", "Bearer " + endpoint.token().value()),
            message.body().getBytes(StandardCharsets.UTF_8));
    return switch (exchange) {
      case Exchange.Answered answered -> {
        span.setAttribute("http.response.status_code", (long) answered.status());
        yield GraphAnswer.read(answered, endpoint.token(), clock.instant());
      }
      case Exchange.Broken broken ->
          OutcomeRules.ofBrokenExchange(broken.bodyBegan(), broken.reason());
    };
  }
}
