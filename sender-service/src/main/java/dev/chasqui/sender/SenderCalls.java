package dev.chasqui.sender;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.sender.circuit.CircuitBreakingClient;
import dev.chasqui.sender.circuit.SilenceGuard;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.HttpGraphClient;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.number.FormTryingClient;
import dev.chasqui.sender.number.KnownForms;
import dev.chasqui.tracing.Traces;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls to WhatsApp. */
@Configuration(proxyBeanMethods = false)
class SenderCalls {

  @Bean
  HttpCaller senderHttp(SenderProperties properties) {
    return new HttpCaller(properties.callSettings());
  }

  /** For what is no message: uploads must not take the connections that messages go by. */
  @Bean
  HttpCaller senderRestHttp(SenderProperties properties) {
    return new HttpCaller(properties.restCallSettings());
  }

  /** After the queue, whose bean makes the tables. */
  @Bean
  KnownForms knownForms(WorkQueue senderQueue, DataSource database) {
    return new KnownForms(JdbcClient.create(database));
  }

  /** One circuit breaker for each address of WhatsApp; named by it. */
  @Bean
  Circuits<SendOutcome> senderCircuits(SenderProperties properties) {
    return CircuitBreakingClient.circuits(properties.circuit(), Clock.systemUTC());
  }

  @Bean
  GraphClient senderGraph(
      HttpCaller senderHttp,
      Circuits<SendOutcome> senderCircuits,
      KnownForms knownForms,
      Traces traces,
      SenderProperties properties) {
    var http = new HttpGraphClient(senderHttp, traces, Clock.systemUTC());
    var breaking = new CircuitBreakingClient(http, senderCircuits);
    var guarded = new SilenceGuard(breaking, properties.mostUnanswered(), Ticker.systemTicker());
    return new FormTryingClient(guarded, knownForms);
  }
}
