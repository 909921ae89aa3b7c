package dev.chasqui.inbound.metrics;

import dev.chasqui.chores.Chore;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.PoolGauges;
import dev.chasqui.inbound.receive.ProviderWebhookController;
import dev.chasqui.metrics.VirtualThreads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the inbound service measures of itself. */
@Configuration(proxyBeanMethods = false)
@Import(VirtualThreads.class)
public class InboundMetrics {

  private static final Duration RECONSIDER_EVERY = Duration.ofMinutes(1);

  @Bean
  EventMeters eventMeters(
      MeterRegistry meters, @Value("${chasqui.metrics.top-accounts:50}") int mostAccounts) {
    return new EventMeters(meters, mostAccounts, Clock.systemUTC());
  }

  /** Not a bean of its own: in one JVM with the sender it would be its chore as well. */
  public record Measuring(Chore chore) {}

  @Bean
  Measuring inboundMeasuring(EventMeters eventMeters) {
    return new Measuring(
        new Chore("top accounts", RECONSIDER_EVERY, Chore.Step.whole(eventMeters::reconsider)));
  }

  @Bean
  MeterBinder inboundBodies(ProviderWebhookController controller) {
    return meters -> {
      Gauge.builder("chasqui.inbound.bodies.free", controller::freeBodies)
          .description("How many more of WhatsApp's calls fit into the memory at once")
          .register(meters);
      Gauge.builder("chasqui.inbound.bodies.waiting", controller::waitingBodies)
          .description("WhatsApp's calls that wait until there is room for them")
          .register(meters);
    };
  }

  @Bean
  PoolGauges inboundPools(HttpCaller inboundHttp) {
    return new PoolGauges("whatsapp-media", inboundHttp);
  }

  @Bean
  PoolGauges inboundDownloadPools(HttpCaller inboundDownloads) {
    return new PoolGauges("whatsapp-files", inboundDownloads);
  }
}
