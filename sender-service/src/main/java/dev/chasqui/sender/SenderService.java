package dev.chasqui.sender;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.AccessConfiguration;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.Limits;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.BatchListeners;
import dev.chasqui.messaging.Contracts;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.MessagingConfiguration;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.messaging.TopicCreator;
import dev.chasqui.messaging.TopicSpec;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.sender.chore.Chore;
import dev.chasqui.sender.chore.Chores;
import dev.chasqui.sender.command.CommandIntake;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.rest.CommandGateway;
import dev.chasqui.sender.rest.LimitsController;
import dev.chasqui.sender.rest.MessageController;
import dev.chasqui.sender.rest.ResultFeed;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.OutboxPublisher;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.WorkQueue;
import dev.chasqui.workqueue.WorkQueueSchema;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole sender service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SenderProperties.class)
@Import({AccessConfiguration.class, MessagingConfiguration.class})
public class SenderService {

  private static final String NAME = "chasqui-sender";
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(2);

  @Bean
  WorkQueue senderQueue(DataSource database) {
    SchemaMigration.run(database, "sender", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/sender");
    return new PostgresWorkQueue(database, "sender");
  }

  @Bean
  TopicCreator senderTopics(KafkaSettings kafka, SenderProperties properties) {
    TopicSpec commands = new TopicSpec(Topics.COMMANDS, properties.topicPartitions());
    TopicSpec results = new TopicSpec(Topics.RESULTS, properties.topicPartitions());
    return TopicCreator.ensure(kafka, List.of(commands, commands.deadLetters(), results));
  }

  @Bean
  Contracts senderContracts(SchemaRegistryClient registry) {
    return Contracts.ensure(
        registry,
        Map.of(
            Topics.COMMANDS, SendCommand.getClassSchema(),
            Topics.RESULTS, CommandResult.getClassSchema()));
  }

  @Bean
  Results senderResults() {
    return new Results(Clock.systemUTC());
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
  Outbox senderOutbox(SchemaRegistryClient registry, OutboxPublisher publisher) {
    return new Outbox(new AvroSerializer<CommandResult>(registry), publisher::wake);
  }

  @Bean
  HttpCaller senderHttp(SenderProperties properties) {
    return new HttpCaller(properties.callSettings());
  }

  @Bean
  AccountLanes accountLanes(
      Limits limits,
      WorkQueue senderQueue,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      SenderProperties properties) {
    return new AccountLanes(
        limits, senderQueue, transactions, jdbc, properties.limits(), Clock.systemUTC());
  }

  @Bean(initMethod = "start")
  Chores senderChores(AccountLanes lanes) {
    return new Chores(
        List.of(new Chore("bringing the limits up to date", SWEEP_EVERY, lanes::sweep)),
        Ticker.systemTicker());
  }

  @Bean
  Sender sender(
      WorkQueue senderQueue,
      AccountDirectory accounts,
      HttpCaller senderHttp,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      Results results,
      SenderProperties properties) {
    return Sender.start(
        senderQueue,
        accounts,
        new GraphClient(senderHttp),
        transactions,
        jdbc,
        outbox,
        results,
        properties.workerSettings());
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> senderCommands(
      KafkaSettings kafka,
      SchemaRegistryClient registry,
      Producer<byte[], byte[]> producer,
      AccountDirectory accounts,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      WorkQueue senderQueue,
      AccountLanes lanes,
      Outbox outbox,
      Results results,
      Sender sender,
      SenderProperties properties) {
    DeadLetters deadLetters = new DeadLetters(producer, NAME);
    BatchDecoder<SendCommand> decoder =
        new BatchDecoder<>(AvroDeserializer.of(registry, SendCommand.class), deadLetters);
    CommandIntake intake =
        new CommandIntake(
            decoder,
            deadLetters,
            accounts,
            transactions,
            jdbc,
            senderQueue,
            lanes,
            outbox,
            results,
            sender,
            Clock.systemUTC());
    return BatchListeners.container(
        kafka, NAME, properties.consumers(), intake::accept, Topics.COMMANDS);
  }

  @Bean
  LimitsController limitsController(Limits limits, AccountLanes lanes, WorkQueue senderQueue) {
    return new LimitsController(limits, lanes, senderQueue, Clock.systemUTC());
  }

  @Bean(initMethod = "start")
  ResultFeed resultFeed(KafkaSettings kafka, SchemaRegistryClient registry) {
    return new ResultFeed(kafka, AvroDeserializer.of(registry, CommandResult.class));
  }

  @Bean
  MessageController messageController(
      Producer<byte[], byte[]> producer,
      SchemaRegistryClient registry,
      ResultFeed results,
      SenderProperties properties) {
    var publisher = new AvroPublisher<>(producer, new AvroSerializer<SendCommand>(registry));
    return new MessageController(
        new CommandGateway(publisher, results, properties.restPatience()), Clock.systemUTC());
  }
}
