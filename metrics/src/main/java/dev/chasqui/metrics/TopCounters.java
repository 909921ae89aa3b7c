package dev.chasqui.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters with a label that names somebody: the few who do most have series of their own, all the
 * others one. Thread-safe.
 */
public final class TopCounters {

  private final MeterRegistry meters;
  private final String label;
  private final TopList top;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

  /**
   * Counts nothing yet.
   *
   * @param label that names somebody, such as {@code account}
   * @param most how many have series of their own
   */
  public TopCounters(MeterRegistry meters, String label, int most) {
    this.meters = meters;
    this.label = label;
    this.top = new TopList(most, this::drop);
  }

  private record Series(Meter.Id id, String who) {}

  /**
   * Counts one more of somebody's.
   *
   * @param id the counter's name, description and other labels, few in number
   */
  public void increment(Meter.Id id, String who) {
    counters.computeIfAbsent(new Series(id, top.label(who)), this::counter).increment();
  }

  /** A counter's name, description and labels but for that of who. */
  public static Meter.Id id(String name, String description, Tags labels) {
    return new Meter.Id(name, labels, null, description, Meter.Type.COUNTER);
  }

  /** Who has series of their own now. */
  public Set<String> names() {
    return top.names();
  }

  /** Decides anew who these are; to be called about once a minute. */
  public void reconsider() {
    top.reconsider();
  }

  private Counter counter(Series series) {
    return Counter.builder(series.id().getName())
        .description(series.id().getDescription())
        .tags(Tags.of(series.id().getTagsAsIterable()).and(Tag.of(label, series.who())))
        .register(meters);
  }

  private void drop(String who) {
    List.copyOf(counters.entrySet()).stream()
        .filter(it -> it.getKey().who().equals(who))
        .forEach(
            it -> {
              counters.remove(it.getKey());
              Meter _ = meters.remove(it.getValue());
            });
  }
}
