package dev.chasqui.sender.metrics;

import dev.chasqui.metrics.TaggedGauge;
import dev.chasqui.metrics.TopList;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.workqueue.DailyQuota;
import dev.chasqui.workqueue.LaneState;
import dev.chasqui.workqueue.QueueLook;
import dev.chasqui.workqueue.QueueStats;
import dev.chasqui.workqueue.WorkQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long the queue is and what the busiest accounts may do, as it was at the last look; a look
 * costs a few small queries. Every instance shows the same, so take the maximum over them.
 */
public final class QueueGauges implements Runnable {

  private final WorkQueue queue;
  private final JdbcClient jdbc;
  private final ResultCounters counters;
  private final int mostAccounts;
  private final Clock clock;
  private final TaggedGauge waiting;
  private final TaggedGauge age;
  private final TaggedGauge pace;
  private final TaggedGauge quota;
  private final TaggedGauge quotaLeft;
  private volatile @Nullable QueueStats stats;
  private volatile double unpublished = Double.NaN;

  /**
   * @param mostAccounts how many of those in which most waits have series of their own
   */
  public QueueGauges(
      MeterRegistry meters,
      WorkQueue queue,
      JdbcClient jdbc,
      ResultCounters counters,
      int mostAccounts,
      Clock clock) {
    this.queue = queue;
    this.jdbc = jdbc;
    this.counters = counters;
    this.mostAccounts = mostAccounts;
    this.clock = clock;
    this.waiting = new TaggedGauge(meters, "chasqui.account.waiting", "Commands that wait", null);
    this.age =
        new TaggedGauge(
            meters, "chasqui.account.age", "For how long the first has waited", "seconds");
    this.pace =
        new TaggedGauge(meters, "chasqui.account.pace", "Messages per second in force now", null);
    this.quota =
        new TaggedGauge(
            meters, "chasqui.account.quota", "Messages allowed a day; none without a quota", null);
    this.quotaLeft =
        new TaggedGauge(
            meters, "chasqui.account.quota.left", "Messages left for today; none without", null);
    items(meters, "ready", QueueStats::ready);
    items(meters, "held", QueueStats::held);
    items(meters, "leased", QueueStats::leased);
    Gauge.builder("chasqui.queue.age", () -> stat(it -> it.age().toMillis() / 1000d))
        .baseUnit("seconds")
        .description("For how long the longest waiting command has been due")
        .register(meters);
    Gauge.builder("chasqui.results.unpublished", () -> unpublished)
        .description("Results that are decided and not yet on the topic")
        .register(meters);
  }

  private void items(MeterRegistry meters, String state, ToDoubleFunction<QueueStats> value) {
    Gauge.builder("chasqui.queue.items", () -> stat(value))
        .tag("state", state)
        .description("Commands in the queue")
        .register(meters);
  }

  private double stat(ToDoubleFunction<QueueStats> value) {
    QueueStats now = stats;
    return now == null ? Double.NaN : value.applyAsDouble(now);
  }

  /** Looks. */
  @Override
  public void run() {
    QueueLook look = queue.look(mostAccounts, busiest());
    stats = look.stats();
    unpublished = jdbc.sql("select count(*) from sender.outbox").query(Long.class).single();
    Map<String, LaneState> lanes = new TreeMap<>();
    look.lanes().forEach(lane -> lanes.put(lane.settings().lane(), lane));
    long others = look.stats().ready() + look.stats().held();
    Map<Tags, Double> counts = new HashMap<>();
    for (Map.Entry<String, LaneState> it : lanes.entrySet()) {
      counts.put(Tags.of("account", it.getKey()), (double) it.getValue().waiting());
      others -= it.getValue().waiting();
    }
    counts.put(Tags.of("account", TopList.OTHERS), (double) Math.max(0, others));
    waiting.show(counts);
    show(age, lanes, it -> seconds(it.oldestDue()));
    show(pace, lanes, LaneState::permitsPerSecond);
    show(quota, lanes, QueueGauges::perDay);
    show(quotaLeft, lanes, it -> it.quotaLeft() == null ? Double.NaN : it.quotaLeft());
  }

  private static double perDay(LaneState lane) {
    DailyQuota quota = lane.settings().quota();
    return quota == null ? Double.NaN : quota.perDay();
  }

  /** Those with most results, beside those in which most waits: a throttled account has few. */
  private Set<String> busiest() {
    return counters.accounts().stream()
        .map(account -> LaneName.messages(Long.parseLong(account)).text())
        .collect(Collectors.toSet());
  }

  /** Counted in whole seconds: some commands are for the end of time. */
  private double seconds(@Nullable Instant oldestDue) {
    return oldestDue == null
        ? 0
        : Math.max(0, Duration.between(oldestDue, clock.instant()).toSeconds());
  }

  private static void show(
      TaggedGauge gauge, Map<String, LaneState> lanes, ToDoubleFunction<LaneState> value) {
    Map<Tags, Double> values = new HashMap<>();
    lanes.forEach(
        (account, lane) -> {
          double now = value.applyAsDouble(lane);
          if (!Double.isNaN(now)) {
            values.put(Tags.of("account", account), now);
          }
        });
    gauge.show(values);
  }
}
