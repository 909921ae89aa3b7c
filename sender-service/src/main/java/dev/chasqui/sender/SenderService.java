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
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.sender.bulk.BulkDesk;
import dev.chasqui.sender.bulk.BulkFeeder;
import dev.chasqui.sender.bulk.BulkJobs;
import dev.chasqui.sender.bulk.BulkProgress;
import dev.chasqui.sender.bulk.BulkPurge;
import dev.chasqui.sender.chore.Chore;
import dev.chasqui.sender.chore.Chores;
import dev.chasqui.sender.chore.Purge;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandIntake;
import dev.chasqui.sender.command.KeptResults;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.SessionExtension;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.news.StatusIntake;
import dev.chasqui.sender.news.StatusNews;
import dev.chasqui.sender.rest.BulkController;
import dev.chasqui.sender.rest.CommandController;
import dev.chasqui.sender.rest.CommandGateway;
import dev.chasqui.sender.rest.ContactController;
import dev.chasqui.sender.rest.LimitsController;
import dev.chasqui.sender.rest.MessageController;
import dev.chasqui.sender.rest.ResultFeed;
import dev.chasqui.sender.rest.SessionController;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.OutboxPublisher;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.Endings;
import dev.chasqui.sender.send.QuotaNotices;
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
  Outbox senderOutbox(ResultCodec codec, OutboxPublisher publisher) {
    return new Outbox(codec, publisher::wake);
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
      Results results) {
    return new Endings(senderQueue, transactions, jdbc, outbox, codec, results);
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
      HttpCaller senderHttp,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results,
      StatusNews news,
      SenderProperties properties) {
    return Sender.start(
        senderQueue,
        accounts,
        new GraphClient(senderHttp),
        transactions,
        jdbc,
        outbox,
        codec,
        results,
        news,
        properties.unknownPatience(),
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
      Sender sender) {
    DeadLetters deadLetters = new DeadLetters(producer, NAME);
    BatchDecoder<SendCommand> decoder =
        new BatchDecoder<>(AvroDeserializer.of(registry, SendCommand.class), deadLetters);
    return new CommandIntake(
        decoder,
        deadLetters,
        accounts,
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
      KafkaSettings kafka, CommandIntake intake, SenderProperties properties) {
    return BatchListeners.container(
        kafka, NAME, properties.consumers(), intake::accept, Topics.COMMANDS);
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
  CommandController commandController(CommandBook commands, Cancellations cancellations) {
    return new CommandController(commands, cancellations);
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
  BulkController bulkController(
      BulkJobs bulkJobs,
      BulkProgress bulkProgress,
      Cancellations cancellations,
      TransactionTemplate transactions) {
    return new BulkController(new BulkDesk(bulkJobs, bulkProgress, cancellations, transactions));
  }

  @Bean
  LimitsController limitsController(Limits limits, AccountLanes lanes, WorkQueue senderQueue) {
    return new LimitsController(limits, lanes, senderQueue, Clock.systemUTC());
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> senderNews(
      KafkaSettings kafka,
      SchemaRegistryClient registry,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      WorkQueue senderQueue,
      StatusNews news,
      Sender sender) {
    StatusIntake intake =
        new StatusIntake(
            AvroDeserializer.of(registry, WhatsAppEvent.class),
            transactions,
            jdbc,
            senderQueue,
            news,
            sender::wake);
    // One thread: a batch costs a look-up by key.
    return BatchListeners.container(kafka, NAME + "-news", 1, intake::accept, Topics.EVENTS);
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
      SenderProperties properties) {
    Chore.Step purge = new Purge(senderQueue, news, properties.keepFinished(), Clock.systemUTC());
    return new Chores(
        List.of(
            new Chore("expiry", EXPIRE_EVERY, () -> endings.expire(EXPIRE_BATCH) == EXPIRE_BATCH),
            new Chore("purge", PURGE_EVERY, purge),
            new Chore("bringing the limits up to date", SWEEP_EVERY, lanes::sweep),
            new Chore(
                "forgetting bulk jobs",
                PURGE_EVERY,
                new BulkPurge(bulkJobs, properties.keepFinished(), Clock.systemUTC())),
            new Chore("telling of quotas", SWEEP_EVERY, quotaNotices::tell),
            new Chore("feeding bulk jobs", FEED_EVERY, bulkFeeder)),
        Ticker.systemTicker());
  }

  @Bean
  SessionExtension sessionExtension(HttpCaller senderHttp) {
    return new SessionExtension(senderHttp);
  }

  @Bean
  SessionController sessionController(
      AccountDirectory accounts, SessionExtension sessions, CommandBook commands) {
    return new SessionController(accounts, sessions, commands);
  }

  @Bean
  ContactController contactController(
      AccountDirectory accounts,
      SessionExtension sessions,
      AccountLanes lanes,
      WorkQueue senderQueue) {
    return new ContactController(
        accounts, sessions, lanes, senderQueue, Clock.systemUTC(), Ticker.systemTicker());
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
