package dev.chasqui.relay.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.chasqui.chores.Chore;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.metrics.TopList;
import dev.chasqui.relay.delivery.EndpointClient;
import dev.chasqui.workqueue.LaneState;
import dev.chasqui.workqueue.QueueStats;
import dev.chasqui.workqueue.WorkQueue;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits, how long, and which circuits are open, as it was at the last look; a look costs a few
 * small queries. What the queue says is the same in every instance, so take the maximum over them;
 * circuits are each instance's own.
 */
final class RelayGauges implements Chore.Step {

  private static final String SUBSCRIPTION = "subscription";

  private final WorkQueue queue;
  private final EndpointClient client;
  private final DeliveryMeters deliveries;
  private final int mostSubscriptions;
  private final Clock clock;
  private final MultiGauge waiting;
  private final MultiGauge age;
  private final MultiGauge circuits;
  private final MultiGauge circuitsByState;
  private volatile @Nullable QueueStats stats;

  /**
   * @param mostSubscriptions how many of those in which most waits have series of their own
   */
  RelayGauges(
      MeterRegistry meters,
      WorkQueue queue,
      EndpointClient client,
      DeliveryMeters deliveries,
      int mostSubscriptions,
      Clock clock) {
    this.queue = queue;
    this.client = client;
    this.deliveries = deliveries;
    this.mostSubscriptions = mostSubscriptions;
    this.clock = clock;
    this.waiting = multi(meters, "chasqui.subscription.waiting", "Deliveries that wait", null);
    this.age =
        multi(meters, "chasqui.subscription.age", "For how long the first has been due", "seconds");
    this.circuits = multi(meters, "chasqui.subscription.circuit", "1 for a circuit's state", null);
    this.circuitsByState = multi(meters, "chasqui.webhook.circuits", "Circuits in a state", null);
    items(meters, "ready", QueueStats::ready);
    items(meters, "held", QueueStats::held);
    items(meters, "leased", QueueStats::leased);
    Gauge.builder("chasqui.webhook.age", () -> stat(now -> now.age().toMillis() / 1000d))
        .baseUnit("seconds")
        .description("For how long the longest waiting delivery has been due")
        .register(meters);
  }

  private static MultiGauge multi(
      MeterRegistry meters, String name, String description, @Nullable String unit) {
    return MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
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

  /** Looks; returns false, since there is nothing to do before the next look. */
  @Override
  public boolean run() {
    QueueStats now = queue.stats();
    stats = now;
    Set<String> shown = new HashSet<>(queue.longest(mostSubscriptions));
    shown.addAll(deliveries.subscriptions());
    showLanes(queue.lanes(shown), now.ready() + now.held());
    showCircuits(shown);
    return false;
  }

  private void showLanes(List<LaneState> lanes, long all) {
    List<Row<?>> counts = new ArrayList<>();
    List<Row<?>> ages = new ArrayList<>();
    long others = all;
    for (LaneState lane : lanes) {
      Tags tags = Tags.of(SUBSCRIPTION, lane.settings().lane());
      counts.add(Row.of(tags, lane.waiting()));
      ages.add(Row.of(tags, seconds(lane.oldestDue())));
      others -= lane.waiting();
    }
    counts.add(Row.of(Tags.of(SUBSCRIPTION, TopList.OTHERS), Math.max(0, others)));
    waiting.register(counts, true);
    age.register(ages, true);
  }

  private void showCircuits(Set<String> shown) {
    Set<CircuitBreaker> all = client.circuits().getAllCircuitBreakers();
    List<Row<?>> rows = new ArrayList<>();
    for (CircuitBreaker circuit : all) {
      if (shown.contains(circuit.getName())) {
        Tags tags = Tags.of(SUBSCRIPTION, circuit.getName(), "state", Circuits.state(circuit));
        rows.add(Row.of(tags, 1));
      }
    }
    circuits.register(rows, true);
    Map<String, Long> states = all.stream().collect(groupingBy(Circuits::state, counting()));
    List<Row<?>> totals = new ArrayList<>();
    states.forEach((state, count) -> totals.add(Row.of(Tags.of("state", state), count)));
    circuitsByState.register(totals, true);
  }

  private double seconds(@Nullable Instant oldestDue) {
    return oldestDue == null
        ? 0
        : Math.max(0, Duration.between(oldestDue, clock.instant()).toMillis() / 1000d);
  }
}
