package dev.chasqui.sender.metrics;

import dev.chasqui.metrics.Latency;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.send.SendWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Times the calls to WhatsApp, and the way of a message up to there. Thread-safe. */
public final class CallTimers implements SendWatch {

  private final MeterRegistry meters;
  private final Map<String, Timer> calls = new ConcurrentHashMap<>();
  private final Timer accepted;
  private final Timer sent;
  private final Clock clock;

  public CallTimers(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    this.accepted =
        Latency.timer("chasqui.command.accept", "From the topic into the queue").register(meters);
    this.sent =
        Latency.timer(
                "chasqui.command.send", "From the topic, or from sendAt, to WhatsApp's acceptance")
            .register(meters);
  }

  /** A command that was put onto the topic at that time is in the queue now. */
  public void accepted(Instant produced) {
    accepted.record(Latency.since(produced, clock));
  }

  @Override
  public void called(SendOutcome outcome, Duration took, @Nullable Instant wanted) {
    calls.computeIfAbsent(outcome.label(), this::callTimer).record(took);
    if (outcome instanceof SendOutcome.Accepted && wanted != null) {
      sent.record(Latency.since(wanted, clock));
    }
  }

  private Timer callTimer(String outcome) {
    return Latency.timer("chasqui.whatsapp.call", "Calls to WhatsApp by what came of them")
        .tag("outcome", outcome)
        .register(meters);
  }
}
