package dev.chasqui.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A gauge with a value for each of a few tags, as they were at the last look. A series stays in
 * place while its value changes: a {@link MultiGauge} that overwrites its rows takes them away
 * first, and a scrape at that moment meets the same series twice, which Prometheus' client answers
 * with an error. Updated by one thread at a time.
 */
public final class TaggedGauge {

  private final MultiGauge gauge;
  private final Map<Tags, AtomicReference<Double>> values = new HashMap<>();

  /**
   * @param unit base unit; null for none
   */
  public TaggedGauge(MeterRegistry meters, String name, String description, @Nullable String unit) {
    this.gauge = MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
  }

  /** Shows these from now on, and no others. */
  public void show(Map<Tags, Double> now) {
    values.keySet().retainAll(now.keySet());
    now.forEach(
        (tags, value) ->
            values.computeIfAbsent(tags, _ -> new AtomicReference<>(value)).set(value));
    gauge.register(
        values.entrySet().stream()
            .<Row<?>>map(it -> Row.of(it.getKey(), it.getValue(), AtomicReference::get))
            .toList());
  }
}
