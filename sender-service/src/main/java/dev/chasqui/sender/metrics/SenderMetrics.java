package dev.chasqui.sender.metrics;

import dev.chasqui.chores.Chore;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.workqueue.WorkQueue;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sender measures of itself. */
@Configuration(proxyBeanMethods = false)
public class SenderMetrics {

  private static final String TOP_ACCOUNTS = "${chasqui.metrics.top-accounts:50}";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration RECONSIDER_EVERY = Duration.ofMinutes(1);

  @Bean
  ResultCounters resultCounters(MeterRegistry meters, @Value(TOP_ACCOUNTS) int mostAccounts) {
    return new ResultCounters(meters, mostAccounts);
  }

  @Bean
  CallTimers callTimers(MeterRegistry meters) {
    return new CallTimers(meters, Clock.systemUTC());
  }

  @Bean
  Chore senderGauges(
      MeterRegistry meters,
      WorkQueue senderQueue,
      DataSource database,
      ResultCounters counters,
      @Value(TOP_ACCOUNTS) int mostAccounts) {
    var gauges =
        new QueueGauges(
            meters,
            senderQueue,
            JdbcClient.create(database),
            counters,
            mostAccounts,
            Clock.systemUTC());
    return new Chore("gauges", LOOK_EVERY, gauges);
  }

  @Bean
  Chore senderTopAccounts(ResultCounters counters) {
    return new Chore(
        "top accounts",
        RECONSIDER_EVERY,
        () -> {
          counters.reconsider();
          return false;
        });
  }

  @Bean
  MeterBinder senderCircuitMetrics(Circuits<SendOutcome> senderCircuits) {
    return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(senderCircuits.registry());
  }
}
