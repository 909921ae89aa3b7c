package dev.chasqui.inbound;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.chores.Chore;
import dev.chasqui.chores.Chores;
import dev.chasqui.inbound.history.HistoryIntake;
import dev.chasqui.inbound.history.HistoryPurge;
import dev.chasqui.inbound.metrics.InboundMetrics;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.BatchListeners;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.RecordSpans;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** Chats and messages as the topics tell of them. */
@Configuration(proxyBeanMethods = false)
class InboundHistory {

  private static final String NAME = InboundService.NAME + "-history";
  private static final int MOST_POLLED = 2_000;
  private static final Duration PURGE_EVERY = Duration.ofMinutes(1);

  /** Proof that the {@code inbound} schema is up to date; what reads it depends on this. */
  record HistorySchema(JdbcClient jdbc) {}

  @Bean
  HistorySchema historySchema(DataSource database) {
    SchemaMigration.run(database, "inbound", "classpath:db/inbound");
    return new HistorySchema(JdbcClient.create(database));
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> inboundHistory(
      KafkaSettings kafka,
      MeterRegistry meters,
      SchemaRegistryClient registry,
      Producer<byte[], byte[]> producer,
      HistorySchema schema,
      TransactionTemplate transactions,
      Traces traces,
      InboundProperties properties) {
    DeadLetters deadLetters = new DeadLetters(producer, NAME, meters);
    HistoryIntake intake =
        new HistoryIntake(
            new BatchDecoder<>(AvroDeserializer.of(registry, WhatsAppEvent.class), deadLetters),
            new BatchDecoder<>(AvroDeserializer.of(registry, CommandResult.class), deadLetters),
            deadLetters,
            schema.jdbc(),
            transactions);
    // A batch costs a handful of statements, however large it is.
    KafkaSettings many = kafka.withDefault(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_POLLED);
    return BatchListeners.container(
        many,
        meters,
        NAME,
        properties.historyConsumers(),
        batch -> RecordSpans.each(traces, batch, () -> intake.accept(batch)),
        Topics.EVENTS,
        Topics.RESULTS);
  }

  @Bean(initMethod = "start")
  Chores inboundChores(
      HistorySchema schema,
      TransactionTemplate transactions,
      InboundMetrics.Measuring measuring,
      InboundProperties properties) {
    HistoryPurge purge =
        new HistoryPurge(
            schema.jdbc(), transactions, properties.historyRetention(), Clock.systemUTC());
    return new Chores(
        "inbound-chores",
        List.of(new Chore("forgetting old messages", PURGE_EVERY, purge), measuring.chore()),
        Ticker.systemTicker());
  }
}
