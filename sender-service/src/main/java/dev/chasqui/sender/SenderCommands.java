package dev.chasqui.sender;

import dev.chasqui.access.AccountDirectory;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.BatchListeners;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.sender.call.CommandGateway;
import dev.chasqui.sender.call.ResultFeed;
import dev.chasqui.sender.command.CommandIntake;
import dev.chasqui.sender.command.KeptResults;
import dev.chasqui.sender.command.SentBefore;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.metrics.CallTimers;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.tracing.Traces;
import dev.chasqui.workqueue.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** Commands, by the topic and by REST. */
@Configuration(proxyBeanMethods = false)
class SenderCommands {

  @Bean
  CommandIntake commandIntake(
      SchemaRegistryClient registry,
      Producer<byte[], byte[]> producer,
      AccountDirectory accounts,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      WorkQueue senderQueue,
      AccountLanes lanes,
      Outbox outbox,
      ResultCodec codec,
      KeptResults keptResults,
      Results results,
      Sender sender,
      Traces traces,
      MeterRegistry meters,
      SenderProperties properties) {
    DeadLetters deadLetters = new DeadLetters(producer, SenderService.NAME, meters);
    BatchDecoder<SendCommand> decoder =
        new BatchDecoder<>(AvroDeserializer.of(registry, SendCommand.class), deadLetters);
    return new CommandIntake(
        decoder,
        deadLetters,
        accounts,
        properties.keepFinished(),
        transactions,
        jdbc,
        senderQueue,
        lanes,
        outbox,
        codec,
        keptResults,
        results,
        sender,
        traces,
        Clock.systemUTC());
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> senderCommands(
      KafkaSettings kafka,
      MeterRegistry meters,
      CommandIntake intake,
      CallTimers timers,
      SenderProperties properties) {
    BatchMessageListener<byte[], byte[]> listener =
        batch -> {
          intake.accept(batch);
          batch.forEach(record -> timers.accepted(Instant.ofEpochMilli(record.timestamp())));
        };
    return BatchListeners.container(
        kafka, meters, SenderService.NAME, properties.consumers(), listener, Topics.COMMANDS);
  }

  @Bean
  SentBefore sentBefore(WorkQueue senderQueue, KeptResults keptResults, Results results) {
    return new SentBefore(senderQueue, keptResults, results);
  }

  @Bean(initMethod = "start")
  ResultFeed resultFeed(KafkaSettings kafka, SchemaRegistryClient registry) {
    return new ResultFeed(kafka, AvroDeserializer.of(registry, CommandResult.class));
  }

  @Bean
  CommandGateway commandGateway(
      Producer<byte[], byte[]> producer,
      SchemaRegistryClient registry,
      ResultFeed results,
      SentBefore sentBefore,
      SenderProperties properties) {
    var publisher = new AvroPublisher<>(producer, new AvroSerializer<SendCommand>(registry));
    return new CommandGateway(publisher, results, sentBefore::result, properties.restPatience());
  }
}
