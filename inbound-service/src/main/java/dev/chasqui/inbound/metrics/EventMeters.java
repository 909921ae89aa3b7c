package dev.chasqui.inbound.metrics;

import dev.chasqui.metrics.Latency;
import dev.chasqui.metrics.TopCounters;
import dev.chasqui.schemas.WhatsAppEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.function.Consumer;

/** Counts and times the events that are on the topic. Thread-safe. */
public final class EventMeters implements Consumer<WhatsAppEvent> {

  private final TopCounters counters;
  private final Timer published;
  private final Clock clock;

  /**
   * @param mostAccounts how many accounts have series of their own
   */
  public EventMeters(MeterRegistry meters, int mostAccounts, Clock clock) {
    this.counters = new TopCounters(meters, "account", mostAccounts);
    this.published =
        Latency.timer("chasqui.event.publish", "From the receipt of WhatsApp's call to the topic")
            .register(meters);
    this.clock = clock;
  }

  @Override
  public void accept(WhatsAppEvent event) {
    counters.increment(
        TopCounters.id("chasqui.events", "Events", Tags.of("type", event.getType())),
        Long.toString(event.getAccountId()));
    published.record(Latency.since(event.getReceivedAt(), clock));
  }

  /** Decides anew which accounts have series of their own. */
  void reconsider() {
    counters.reconsider();
  }
}
