package dev.chasqui.sender.metrics;

import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.SealedSecretException;
import dev.chasqui.chores.Chore;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.PoolGauges;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.metrics.VirtualThreads;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.news.Sessions;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.workqueue.WorkQueue;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sender measures of itself. */
@Configuration(proxyBeanMethods = false)
@Import(VirtualThreads.class)
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
    return new Chore("gauges", LOOK_EVERY, Chore.Step.whole(gauges));
  }

  @Bean
  Chore senderSessionGauges(
      MeterRegistry meters,
      Sessions senderSessions,
      AccountDirectory accounts,
      @Value(TOP_ACCOUNTS) int mostAccounts) {
    var gauges =
        new SessionGauges(
            meters, senderSessions, id -> inUse(accounts, id), mostAccounts, Clock.systemUTC());
    return new Chore("gauges of sessions", LOOK_EVERY, Chore.Step.whole(gauges));
  }

  private static boolean inUse(AccountDirectory accounts, long accountId) {
    try {
      return accounts.find(accountId).isPresent();
    } catch (SealedSecretException e) {
      // It is there, though it cannot be used here.
      return true;
    }
  }

  @Bean
  Chore senderTopAccounts(ResultCounters counters) {
    return new Chore("top accounts", RECONSIDER_EVERY, Chore.Step.whole(counters::reconsider));
  }

  @Bean
  MeterBinder senderSlots(Sender sender) {
    return meters -> {
      Gauge.builder("chasqui.sender.slots", sender::slots)
          .description("Commands that an instance has in hand at most")
          .register(meters);
      Gauge.builder("chasqui.sender.slots.free", sender::room)
          .description("Commands that it can take in hand beside those it has")
          .register(meters);
    };
  }

  @Bean
  PoolGauges senderPools(HttpCaller senderHttp) {
    return new PoolGauges("whatsapp-messages", senderHttp);
  }

  @Bean
  PoolGauges senderRestPools(HttpCaller senderRestHttp) {
    return new PoolGauges("whatsapp-rest", senderRestHttp);
  }

  @Bean
  MeterBinder senderCircuitMetrics(Circuits<SendOutcome> senderCircuits) {
    return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(senderCircuits.registry());
  }
}
