package dev.chasqui.relay.metrics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static java.util.stream.Collectors.toMap;

import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.metrics.TaggedGauge;
import dev.chasqui.metrics.TopList;
import dev.chasqui.relay.delivery.EndpointClient;
import dev.chasqui.relay.log.Deliveries;
import dev.chasqui.workqueue.LaneState;
import dev.chasqui.workqueue.QueueLook;
import dev.chasqui.workqueue.QueueStats;
import dev.chasqui.workqueue.WorkQueue;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits, how long, and which circuits are open, as it was at the last look; a look costs a few
 * small queries. What the queue and the log say is the same in every instance, so take the maximum
 * over them; circuits are each instance's own.
 */
final class RelayGauges implements Runnable {

  private static final String SUBSCRIPTION = "subscription";

  private final WorkQueue queue;
  private final EndpointClient client;
  private final DeliveryMeters deliveries;
  private final Deliveries log;
  private final int mostSubscriptions;
  private final Clock clock;
  private final TaggedGauge waiting;
  private final TaggedGauge age;
  private final TaggedGauge pendingAge;
  private final TaggedGauge circuits;
  private final TaggedGauge circuitsByState;
  private volatile @Nullable QueueStats stats;
  private volatile double oldestPending = Double.NaN;

  /**
   * @param mostSubscriptions how many of those in which most waits have series of their own
   */
  RelayGauges(
      MeterRegistry meters,
      WorkQueue queue,
      EndpointClient client,
      DeliveryMeters deliveries,
      Deliveries log,
      int mostSubscriptions,
      Clock clock) {
    this.queue = queue;
    this.client = client;
    this.deliveries = deliveries;
    this.log = log;
    this.mostSubscriptions = mostSubscriptions;
    this.clock = clock;
    this.waiting =
        new TaggedGauge(meters, "chasqui.subscription.waiting", "Deliveries that wait", null);
    this.age =
        new TaggedGauge(
            meters,
            "chasqui.subscription.age",
            "For how long the first has been due; 0 for a webhook that is left alone for now",
            "seconds");
    this.pendingAge =
        new TaggedGauge(
            meters,
            "chasqui.subscription.pending.age",
            "For how long the oldest delivery has not ended",
            "seconds");
    this.circuits =
        new TaggedGauge(meters, "chasqui.subscription.circuit", "1 for a circuit's state", null);
    this.circuitsByState =
        new TaggedGauge(meters, "chasqui.webhook.circuits", "Circuits in a state", null);
    items(meters, "ready", QueueStats::ready);
    items(meters, "held", QueueStats::held);
    items(meters, "leased", QueueStats::leased);
    Gauge.builder("chasqui.webhook.age", () -> stat(now -> now.age().toMillis() / 1000d))
        .baseUnit("seconds")
        .description("For how long the longest waiting delivery has been due")
        .register(meters);
    Gauge.builder("chasqui.webhook.pending.age", () -> oldestPending)
        .baseUnit("seconds")
        .description("For how long the oldest delivery has not ended")
        .register(meters);
  }

  private void items(MeterRegistry meters, String state, ToDoubleFunction<QueueStats> value) {
    Gauge.builder("chasqui.webhook.items", () -> stat(value))
        .tag("state", state)
        .description("Deliveries in the queue")
        .register(meters);
  }

  private double stat(ToDoubleFunction<QueueStats> value) {
    QueueStats now = stats;
    return now == null ? Double.NaN : value.applyAsDouble(now);
  }

  /** Looks. */
  @Override
  public void run() {
    Set<String> shown = new HashSet<>(deliveries.subscriptions());
    QueueLook look = queue.look(mostSubscriptions, shown);
    stats = look.stats();
    look.lanes().forEach(lane -> shown.add(lane.settings().lane()));
    showLanes(look.lanes(), look.stats().ready() + look.stats().held());
    showCircuits(shown);
    showPending(shown);
  }

  private void showPending(Set<String> shown) {
    oldestPending = seconds(log.oldestPending().orElse(null));
    Map<String, Instant> oldest = log.oldestPending(shown);
    pendingAge.show(
        shown.stream()
            .collect(toMap(it -> Tags.of(SUBSCRIPTION, it), it -> seconds(oldest.get(it)))));
  }

  private void showLanes(List<LaneState> lanes, long all) {
    Map<Tags, Double> counts = new HashMap<>();
    Map<Tags, Double> ages = new HashMap<>();
    long others = all;
    for (LaneState lane : lanes) {
      Tags tags = Tags.of(SUBSCRIPTION, lane.settings().lane());
      counts.put(tags, (double) lane.waiting());
      // Paused: its webhook is off, or its circuit open.
      ages.put(tags, lane.pausedUntil() == null ? seconds(lane.oldestDue()) : 0);
      others -= lane.waiting();
    }
    counts.put(Tags.of(SUBSCRIPTION, TopList.OTHERS), (double) Math.max(0, others));
    waiting.show(counts);
    age.show(ages);
  }

  private void showCircuits(Set<String> shown) {
    Set<CircuitBreaker> all = client.circuits().getAllCircuitBreakers();
    Map<Tags, Double> states = new HashMap<>();
    for (CircuitBreaker circuit : all) {
      if (shown.contains(circuit.getName())) {
        Tags tags = Tags.of(SUBSCRIPTION, circuit.getName(), "state", Circuits.state(circuit));
        states.put(tags, 1.0);
      }
    }
    circuits.show(states);
    circuitsByState.show(
        all.stream()
            .collect(
                groupingBy(it -> Tags.of("state", Circuits.state(it)), summingDouble(_ -> 1))));
  }

  /** For how long it has been so; 0 if it is not. */
  private double seconds(@Nullable Instant since) {
    return since == null
        ? 0
        : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000d);
  }
}
