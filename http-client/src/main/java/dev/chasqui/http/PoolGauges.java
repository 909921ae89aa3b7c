package dev.chasqui.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.pool.PoolStats;

/** How full the pools of connections of a {@link HttpCaller} are. */
public final class PoolGauges implements MeterBinder {

  private final String client;
  private final HttpCaller http;

  /**
   * @param client what the caller is for; a label's value
   */
  public PoolGauges(String client, HttpCaller http) {
    this.client = client;
    this.http = http;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    http.pools()
        .forEach(
            (scheme, pool) -> {
              Tags tags = Tags.of("client", client, "scheme", scheme);
              connections(pool, tags, "leased", PoolStats::getLeased).register(meters);
              connections(pool, tags, "available", PoolStats::getAvailable).register(meters);
              gauge("chasqui.http.connections.max", pool, PoolStats::getMax)
                  .description("Connections that there can be at once")
                  .tags(tags)
                  .register(meters);
              gauge("chasqui.http.connections.pending", pool, PoolStats::getPending)
                  .description("Calls that wait for a connection")
                  .tags(tags)
                  .register(meters);
            });
  }

  private static Gauge.Builder<?> connections(
      ConnPoolControl<HttpRoute> pool, Tags tags, String state, ToDoubleFunction<PoolStats> value) {
    return gauge("chasqui.http.connections", pool, value)
        .description("Connections that a call has, or that the next one can have")
        .tags(tags)
        .tag("state", state);
  }

  private static Gauge.Builder<?> gauge(
      String name, ConnPoolControl<HttpRoute> pool, ToDoubleFunction<PoolStats> value) {
    return Gauge.builder(name, pool, it -> value.applyAsDouble(it.getTotalStats()));
  }
}
