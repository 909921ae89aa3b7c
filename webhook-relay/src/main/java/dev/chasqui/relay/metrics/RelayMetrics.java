package dev.chasqui.relay.metrics;

import dev.chasqui.chores.Chore;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.PoolGauges;
import dev.chasqui.metrics.VirtualThreads;
import dev.chasqui.relay.delivery.EndpointClient;
import dev.chasqui.relay.log.Deliveries;
import dev.chasqui.workqueue.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the relay measures of itself. */
@Configuration(proxyBeanMethods = false)
@Import(VirtualThreads.class)
public class RelayMetrics {

  private static final String TOP_SUBSCRIPTIONS = "${chasqui.metrics.top-subscriptions:50}";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration RECONSIDER_EVERY = Duration.ofMinutes(1);

  @Bean
  DeliveryMeters deliveryMeters(
      MeterRegistry meters, @Value(TOP_SUBSCRIPTIONS) int mostSubscriptions) {
    return new DeliveryMeters(meters, mostSubscriptions, Clock.systemUTC());
  }

  @Bean
  PoolGauges relayPools(HttpCaller relayHttp) {
    return new PoolGauges("webhooks", relayHttp);
  }

  /** Not beans of their own: in one JVM with the sender they would be its chores as well. */
  public record Measuring(List<Chore> chores) {}

  @Bean
  Measuring relayMeasuring(
      MeterRegistry meters,
      WorkQueue relayQueue,
      EndpointClient client,
      DeliveryMeters deliveryMeters,
      Deliveries deliveries,
      @Value(TOP_SUBSCRIPTIONS) int mostSubscriptions) {
    var gauges =
        new RelayGauges(
            meters,
            relayQueue,
            client,
            deliveryMeters,
            deliveries,
            mostSubscriptions,
            Clock.systemUTC());
    return new Measuring(
        List.of(
            new Chore("gauges", LOOK_EVERY, Chore.Step.whole(gauges)),
            new Chore(
                "top subscriptions",
                RECONSIDER_EVERY,
                Chore.Step.whole(deliveryMeters::reconsider))));
  }
}
