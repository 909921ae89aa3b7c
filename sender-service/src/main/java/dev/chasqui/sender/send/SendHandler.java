package dev.chasqui.sender.send;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.tracing.Traceparent;
import dev.chasqui.tracing.Traces;
import dev.chasqui.workqueue.Handler;
import dev.chasqui.workqueue.Lease;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the one call of a lease. */
final class SendHandler implements Handler<Attempt> {

  private static final Logger LOG = LoggerFactory.getLogger(SendHandler.class);

  private static final Duration MOST_HELD_UP = Duration.ofMillis(100);

  private final AccountDirectory accounts;
  private final GraphClient graph;
  private final Outbox outbox;
  private final InDoubt inDoubt;
  private final UnrecordedOutcomes outcomes;
  private final Traces traces;
  private final Clock clock;
  private final Stragglers stragglers = new Stragglers(Ticker.systemTicker());

  SendHandler(
      AccountDirectory accounts,
      GraphClient graph,
      Outbox outbox,
      InDoubt inDoubt,
      UnrecordedOutcomes outcomes,
      Traces traces,
      Clock clock) {
    this.accounts = accounts;
    this.graph = graph;
    this.outbox = outbox;
    this.inDoubt = inDoubt;
    this.outcomes = outcomes;
    this.traces = traces;
    this.clock = clock;
  }

  @Override
  public Attempt handle(Lease lease) {
    PendingSend send = PendingSend.fromBytes(Objects.requireNonNull(lease.payload()));
    Span span =
        traces
            .span("send message", SpanKind.INTERNAL, send.trace())
            .setAttribute("chasqui.account.id", send.accountId())
            .setAttribute("chasqui.command.id", send.commandId())
            .setAttribute("chasqui.attempt", (long) lease.attempt())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      Attempt.Verdict verdict = verdict(lease, send);
      span.setAttribute("chasqui.outcome", Flow.outcome(verdict));
      return new Attempt(send, verdict, Traceparent.of(span));
    } finally {
      span.end();
    }
  }

  private Attempt.Verdict verdict(Lease lease, PendingSend send) {
    long began = System.nanoTime();
    if (!outbox.isReady()) {
      return new Attempt.NotBegun();
    }
    if (lease.takenOver()) {
      // Its former holder may have called WhatsApp. If that was another process, who knows.
      return new Attempt.TakenOver(outcomes.takeOver(lease).orElse(null));
    }
    Optional<GraphEndpoint> endpoint;
    try {
      SendOutcome news = news(lease, send);
      if (news != null) {
        return new Attempt.Known(news);
      }
      if (send.expiresAt() != null && !clock.instant().isBefore(send.expiresAt())) {
        return new Attempt.Expired();
      }
      endpoint = accounts.find(send.accountId()).map(GraphEndpoint::of);
    } catch (RuntimeException e) {
      LOG.warn(
          "Command {} has to wait, its account or news of it cannot be read: {}",
          lease.key(),
          e.toString());
      return new Attempt.NotBegun();
    }
    if (endpoint.isEmpty()) {
      return new Attempt.NoAccount();
    }
    // What the look-ups held up together would go out together, past the account's pace.
    boolean late = lease.paced() && System.nanoTime() - began > MOST_HELD_UP.toNanos();
    return late && !stragglers.mayPass(lease.lane())
        ? new Attempt.TooLate()
        : call(lease, endpoint.get(), send);
  }

  /** Of what may have gone out at an earlier attempt; null if there is none. */
  private @Nullable SendOutcome news(Lease lease, PendingSend send) {
    return send.doubt() == null ? null : inDoubt.news(List.of(lease.key())).get(lease.key());
  }

  private Attempt.Called call(Lease lease, GraphEndpoint endpoint, PendingSend send) {
    long started = System.nanoTime();
    SendOutcome outcome = graph.send(endpoint, send.message());
    outcomes.remember(lease, outcome);
    return new Attempt.Called(outcome, Duration.ofNanos(System.nanoTime() - started));
  }
}
