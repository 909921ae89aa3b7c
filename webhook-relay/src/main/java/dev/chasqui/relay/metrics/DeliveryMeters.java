package dev.chasqui.relay.metrics;

import dev.chasqui.metrics.Latency;
import dev.chasqui.metrics.TopCounters;
import dev.chasqui.relay.delivery.DeliveryWatch;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts and times attempts and deliveries. Thread-safe. */
final class DeliveryMeters implements DeliveryWatch {

  private final TopCounters counters;
  private final Map<Result, Meter.Id> attempts = new EnumMap<>(Result.class);
  private final Map<Result, Timer> attemptTimes = new EnumMap<>(Result.class);
  private final Map<End, Meter.Id> deliveries = new EnumMap<>(End.class);
  private final Timer latency;
  private final Clock clock;

  /**
   * @param mostSubscriptions how many subscriptions have series of their own
   */
  DeliveryMeters(MeterRegistry meters, int mostSubscriptions, Clock clock) {
    this.counters = new TopCounters(meters, "subscription", mostSubscriptions);
    this.latency =
        Latency.timer("chasqui.webhook.delivery", "From an event's receipt to its delivery")
            .register(meters);
    this.clock = clock;
    // Once, and not for each attempt.
    for (Result result : Result.values()) {
      Tags outcome = outcome(result);
      attempts.put(
          result, TopCounters.id("chasqui.webhook.attempts", "Attempts to deliver", outcome));
      attemptTimes.put(
          result,
          Latency.timer("chasqui.webhook.attempt", "Attempts to deliver by what came of them")
              .tags(outcome)
              .register(meters));
    }
    for (End end : End.values()) {
      deliveries.put(
          end, TopCounters.id("chasqui.webhook.deliveries", "Deliveries that ended", outcome(end)));
    }
  }

  /** The subscriptions that have series of their own now. */
  Set<String> subscriptions() {
    return counters.names();
  }

  /** Decides anew which subscriptions these are. */
  void reconsider() {
    counters.reconsider();
  }

  @Override
  public void attempted(String subscriptionId, Result result, Duration took) {
    counters.increment(of(attempts, result), subscriptionId);
    of(attemptTimes, result).record(took);
  }

  @Override
  public void ended(String subscriptionId, End end, @Nullable Instant received) {
    counters.increment(of(deliveries, end), subscriptionId);
    if (end == End.DELIVERED && received != null) {
      latency.record(Latency.since(received, clock));
    }
  }

  private static <K, V> V of(Map<K, V> all, K one) {
    return Objects.requireNonNull(all.get(one));
  }

  private static Tags outcome(Enum<?> outcome) {
    return Tags.of("outcome", outcome.name().toLowerCase(Locale.ROOT));
  }
}
