package dev.chasqui.sender;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.AccessConfiguration;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.Limits;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.chores.Chore;
import dev.chasqui.chores.Chores;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.circuit.Circuits;
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
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.sender.bulk.BulkFeeder;
import dev.chasqui.sender.bulk.BulkJobs;
import dev.chasqui.sender.bulk.BulkProgress;
import dev.chasqui.sender.bulk.BulkPurge;
import dev.chasqui.sender.chore.Purge;
import dev.chasqui.sender.circuit.CircuitBreakingClient;
import dev.chasqui.sender.circuit.SilenceGuard;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandIntake;
import dev.chasqui.sender.command.KeptResults;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.HttpGraphClient;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.metrics.CallTimers;
import dev.chasqui.sender.metrics.SenderMetrics;
import dev.chasqui.sender.news.StatusIntake;
import dev.chasqui.sender.news.StatusNews;
import dev.chasqui.sender.number.FormTryingClient;
import dev.chasqui.sender.number.KnownForms;
import dev.chasqui.sender.rest.CommandGateway;
import dev.chasqui.sender.rest.ResultFeed;
import dev.chasqui.sender.rest.SenderRest;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.OutboxPublisher;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.ResultListener;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.Endings;
import dev.chasqui.sender.send.QuotaNotices;
import dev.chasqui.sender.send.SendWatch;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.WorkQueue;
import dev.chasqui.workqueue.WorkQueueSchema;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole sender service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SenderProperties.class)
@Import({
  AccessConfiguration.class,
  MessagingConfiguration.class,
  SenderRest.class,
  SenderMetrics.class
})
public class SenderService {

  private static final String NAME = "chasqui-sender";
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(2);
  private static final Duration FEED_EVERY = Duration.ofMillis(200);
  private static final Duration EXPIRE_EVERY = Duration.ofMillis(500);
  private static final int EXPIRE_BATCH = 200;
  private static final Duration PURGE_EVERY = Duration.ofMinutes(1);

  @Bean
  WorkQueue senderQueue(DataSource database) {
    SchemaMigration.run(database, "sender", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/sender");
    return new PostgresWorkQueue(database, "sender");
  }

  @Bean
  TopicCreator senderTopics(KafkaSettings kafka, SenderProperties properties) {
    TopicSpec commands = new TopicSpec(Topics.COMMANDS, properties.topicPartitions());
    TopicSpec results = new TopicSpec(Topics.RESULTS, properties.topicPartitions());
    TopicSpec events = TopicSpec.ofWebhooks(Topics.EVENTS, properties.topicPartitions());
    return TopicCreator.ensure(kafka, List.of(commands, commands.deadLetters(), results, events));
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
  ResultCodec senderResultCodec(SchemaRegistryClient registry) {
    return new ResultCodec(registry);
  }

  @Bean
  Outbox senderOutbox(ResultCodec codec, OutboxPublisher publisher, ResultListener listener) {
    return new Outbox(codec, publisher::wake, listener);
  }

  @Bean
  StatusNews senderStatusNews(WorkQueue senderQueue, DataSource database) {
    return new StatusNews(new JdbcTemplate(database));
  }

  @Bean
  Endings senderEndings(
      WorkQueue senderQueue,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results,
      StatusNews news) {
    return new Endings(senderQueue, transactions, jdbc, outbox, codec, results, news);
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

  @Bean
  Cancellations senderCancellations(
      WorkQueue senderQueue, Endings endings, KeptResults keptResults) {
    return new Cancellations(senderQueue, endings, keptResults);
  }

  @Bean
  HttpCaller senderHttp(SenderProperties properties) {
    return new HttpCaller(properties.callSettings());
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
      SenderProperties properties) {
    var http = new HttpGraphClient(senderHttp, Clock.systemUTC());
    var breaking = new CircuitBreakingClient(http, senderCircuits);
    var guarded = new SilenceGuard(breaking, properties.mostUnanswered());
    return new FormTryingClient(guarded, knownForms);
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

  @Bean
  Sender sender(
      WorkQueue senderQueue,
      AccountDirectory accounts,
      GraphClient senderGraph,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results,
      StatusNews news,
      SendWatch watch,
      SenderProperties properties) {
    return Sender.start(
        senderQueue,
        accounts,
        senderGraph,
        transactions,
        jdbc,
        outbox,
        codec,
        results,
        news,
        properties.unknownPatience(),
        watch,
        properties.workerSettings());
  }

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
      SenderProperties properties) {
    DeadLetters deadLetters = new DeadLetters(producer, NAME);
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
        kafka, meters, NAME, properties.consumers(), listener, Topics.COMMANDS);
  }

  @Bean
  QuotaNotices quotaNotices(
      WorkQueue senderQueue,
      AccountLanes lanes,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results) {
    return new QuotaNotices(
        senderQueue, lanes, transactions, jdbc, outbox, codec, results, Clock.systemUTC());
  }

  @Bean
  CommandBook commandBook(WorkQueue senderQueue, AccountLanes lanes, KeptResults keptResults) {
    return new CommandBook(senderQueue, lanes, keptResults, Clock.systemUTC());
  }

  @Bean
  BulkJobs bulkJobs(WorkQueue senderQueue, DataSource database) {
    return new BulkJobs(JdbcClient.create(database));
  }

  @Bean
  BulkProgress bulkProgress(BulkJobs bulkJobs, CommandBook commands) {
    return new BulkProgress(bulkJobs, commands);
  }

  @Bean
  BulkFeeder bulkFeeder(
      BulkJobs bulkJobs,
      BulkProgress bulkProgress,
      CommandIntake intake,
      CommandBook commands,
      TransactionTemplate transactions,
      JdbcTemplate jdbc) {
    return new BulkFeeder(bulkJobs, bulkProgress, intake, commands, transactions, jdbc);
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> senderNews(
      KafkaSettings kafka,
      MeterRegistry meters,
      SchemaRegistryClient registry,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      WorkQueue senderQueue,
      StatusNews news,
      KnownForms knownForms,
      Sender sender) {
    StatusIntake intake =
        new StatusIntake(
            AvroDeserializer.of(registry, WhatsAppEvent.class),
            transactions,
            jdbc,
            senderQueue,
            news,
            sender::wake,
            knownForms::doesNotExist);
    // One thread: a batch costs a look-up by key.
    return BatchListeners.container(
        kafka, meters, NAME + "-news", 1, intake::accept, Topics.EVENTS);
  }

  @Bean(initMethod = "start")
  Chores senderChores(
      WorkQueue senderQueue,
      Endings endings,
      StatusNews news,
      AccountLanes lanes,
      BulkJobs bulkJobs,
      BulkFeeder bulkFeeder,
      QuotaNotices quotaNotices,
      List<Chore> measuring,
      SenderProperties properties) {
    Chore.Step purge = new Purge(senderQueue, news, properties.keepFinished(), Clock.systemUTC());
    List<Chore> chores =
        List.of(
            new Chore("expiry", EXPIRE_EVERY, () -> endings.expire(EXPIRE_BATCH) == EXPIRE_BATCH),
            new Chore("purge", PURGE_EVERY, purge),
            new Chore("bringing the limits up to date", SWEEP_EVERY, lanes::sweep),
            new Chore(
                "forgetting bulk jobs",
                PURGE_EVERY,
                new BulkPurge(bulkJobs, properties.keepFinished(), Clock.systemUTC())),
            new Chore("telling of quotas", SWEEP_EVERY, quotaNotices::tell),
            new Chore("feeding bulk jobs", FEED_EVERY, bulkFeeder));
    return new Chores(
        "sender-chores",
        Stream.concat(chores.stream(), measuring.stream()).toList(),
        Ticker.systemTicker());
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
      SenderProperties properties) {
    var publisher = new AvroPublisher<>(producer, new AvroSerializer<SendCommand>(registry));
    return new CommandGateway(publisher, results, properties.restPatience());
  }
}
