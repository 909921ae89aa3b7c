package dev.chasqui.sender;

import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.sender.command.KeptResults;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.OutboxPublisher;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.ResultListener;
import dev.chasqui.sender.result.Results;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Results, and the way they take to their topic. */
@Configuration(proxyBeanMethods = false)
class SenderResults {

  @Bean
  Results senderResults() {
    return new Results(Clock.systemUTC());
  }

  @Bean
  ResultCodec senderResultCodec(SchemaRegistryClient registry) {
    return new ResultCodec(registry);
  }

  @Bean
  Outbox senderOutbox(ResultCodec codec, OutboxPublisher publisher, ResultListener listener) {
    return new Outbox(codec, publisher::wake, listener);
  }

  @Bean(initMethod = "start")
  OutboxPublisher senderOutboxPublisher(
      WorkQueue senderQueue,
      DataSource database,
      TransactionTemplate transactions,
      Producer<byte[], byte[]> producer) {
    return new OutboxPublisher(JdbcClient.create(database), transactions, producer);
  }

  @Bean
  KeptResults senderKeptResults(
      WorkQueue senderQueue,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      ResultCodec codec) {
    return new KeptResults(senderQueue, transactions, jdbc, outbox, codec);
  }
}
