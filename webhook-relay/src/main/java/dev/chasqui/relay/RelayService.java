package dev.chasqui.relay;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.AccessConfiguration;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.Clients;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Transactions;
import dev.chasqui.chores.Chore;
import dev.chasqui.chores.Chores;
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
import dev.chasqui.messaging.ServiceTopics;
import dev.chasqui.messaging.TopicSpec;
import dev.chasqui.relay.delivery.Addressing;
import dev.chasqui.relay.delivery.DeliveryWatch;
import dev.chasqui.relay.delivery.EndpointClient;
import dev.chasqui.relay.delivery.Expiry;
import dev.chasqui.relay.delivery.NewDeliveries;
import dev.chasqui.relay.delivery.Purge;
import dev.chasqui.relay.delivery.Recorded;
import dev.chasqui.relay.delivery.Relay;
import dev.chasqui.relay.log.DeliveryIds;
import dev.chasqui.relay.log.FirstDeliveries;
import dev.chasqui.relay.log.LogDays;
import dev.chasqui.relay.log.RelayLog;
import dev.chasqui.relay.metrics.RelayMetrics;
import dev.chasqui.relay.replay.RelayReplays;
import dev.chasqui.relay.subscription.DisabledNotices;
import dev.chasqui.relay.subscription.EncryptionKeys;
import dev.chasqui.relay.subscription.EndpointWatch;
import dev.chasqui.relay.subscription.Ping;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import dev.chasqui.relay.subscription.Subscriptions;
import dev.chasqui.relay.subscription.WebhookChange;
import dev.chasqui.relay.subscription.WebhookController;
import dev.chasqui.relay.subscription.Webhooks;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.tracing.Traces;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.WorkQueue;
import dev.chasqui.workqueue.WorkQueueSchema;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole webhook relay. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelayProperties.class)
@Import({
  AccessConfiguration.class,
  MessagingConfiguration.class,
  RelayLog.class,
  RelayReplays.class,
  RelayMetrics.class
})
public class RelayService {

  private static final String NAME = "chasqui-relay";
  private static final int MOST_POLLED = 2_000;
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(1);
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);
  private static final Duration PURGE_EVERY = Duration.ofMinutes(1);

  @Bean
  LogDays logDays(JdbcTemplate jdbc, TransactionTemplate transactions, RelayProperties properties) {
    return new LogDays(
        JdbcClient.create(jdbc), transactions, properties.keepDeliveries(), Clock.systemUTC());
  }

  @Bean
  WorkQueue relayQueue(DataSource database, LogDays logDays) {
    SchemaMigration.run(database, "relay", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/relay");
    // Before anything is recorded: a delivery needs the partition of its day.
    logDays.makeMissing();
    return new PostgresWorkQueue(database, "relay");
  }

  @Bean
  ServiceTopics relayTopics(ServiceTopics.Keeper keeper, RelayProperties properties) {
    TopicSpec events = TopicSpec.ofWebhooks(Topics.EVENTS, properties.topicPartitions());
    return keeper.ensure(List.of(events, events.deadLetters()));
  }

  @Bean
  Contracts relayContracts(SchemaRegistryClient registry) {
    return Contracts.ensure(registry, Map.of(Topics.EVENTS, WhatsAppEvent.getClassSchema()));
  }

  @Bean
  Subscriptions subscriptions(
      JdbcTemplate jdbc,
      Transactions transactions,
      WorkQueue relayQueue,
      SecretBox box,
      RelayProperties properties) {
    return new Subscriptions(
        JdbcClient.create(jdbc), transactions, relayQueue, box, properties.maxInFlight());
  }

  @Bean
  SubscriptionDirectory subscriptionDirectory(Subscriptions subscriptions) {
    return new SubscriptionDirectory(subscriptions, Ticker.systemTicker());
  }

  @Bean
  EncryptionKeys encryptionKeys(Clients clients) {
    return new EncryptionKeys(clients, Ticker.systemTicker());
  }

  @Bean
  Webhooks webhooks(
      Subscriptions subscriptions,
      SubscriptionDirectory directory,
      Accounts accounts,
      Clients clients,
      HttpCaller relayHttp) {
    Clock clock = Clock.systemUTC();
    return new Webhooks(
        subscriptions, directory, accounts, clients, new Ping(relayHttp, clock), clock);
  }

  @Bean
  WebhookController webhookController(Webhooks webhooks, EndpointClient client) {
    return new WebhookController(webhooks, client::circuit, Clock.systemUTC());
  }

  @Bean
  WebhookChange webhookChange() {
    return new WebhookChange();
  }

  @Bean
  HttpCaller relayHttp(RelayProperties properties) {
    return new HttpCaller(properties.callSettings());
  }

  @Bean
  EndpointClient endpointClient(
      HttpCaller relayHttp,
      SubscriptionDirectory directory,
      EncryptionKeys encryptionKeys,
      WorkQueue relayQueue,
      Transactions transactions,
      Traces traces,
      RelayProperties properties) {
    return new EndpointClient(
        relayHttp,
        directory,
        encryptionKeys,
        relayQueue,
        transactions,
        properties.circuit(),
        properties.maxInFlight(),
        traces,
        Clock.systemUTC());
  }

  @Bean
  EndpointWatch endpointWatch(
      SubscriptionDirectory directory,
      WorkQueue relayQueue,
      JdbcTemplate jdbc,
      Transactions transactions,
      RelayProperties properties) {
    return new EndpointWatch(
        directory,
        relayQueue,
        JdbcClient.create(jdbc),
        transactions,
        properties.disableAfter(),
        Clock.systemUTC());
  }

  @Bean
  Recorded recordedDeliveries(EndpointWatch endpoints, DeliveryWatch watch) {
    return new Recorded(endpoints, watch);
  }

  @Bean
  DeadLetters relayDeadLetters(Producer<byte[], byte[]> producer, MeterRegistry meters) {
    return new DeadLetters(producer, NAME, meters);
  }

  @Bean
  Addressing addressing(DeadLetters relayDeadLetters) {
    return new Addressing(relayDeadLetters::deadLetter, new DeliveryIds(Clock.systemUTC()));
  }

  @Bean
  NewDeliveries newDeliveries(WorkQueue relayQueue, JdbcTemplate jdbc) {
    Clock clock = Clock.systemUTC();
    return new NewDeliveries(relayQueue, new FirstDeliveries(jdbc, clock), clock);
  }

  @Bean
  Relay relay(
      SchemaRegistryClient registry,
      Addressing addressing,
      DeadLetters relayDeadLetters,
      SubscriptionDirectory directory,
      EndpointClient client,
      WorkQueue relayQueue,
      NewDeliveries newDeliveries,
      Transactions transactions,
      Recorded recorded,
      RelayProperties properties) {
    return Relay.start(
        new BatchDecoder<>(AvroDeserializer.of(registry, WhatsAppEvent.class), relayDeadLetters),
        addressing,
        directory,
        client,
        relayQueue,
        newDeliveries,
        transactions,
        recorded,
        Clock.systemUTC(),
        properties.relaySettings());
  }

  @Bean(initMethod = "start")
  Chores relayChores(
      WorkQueue relayQueue,
      Transactions transactions,
      Recorded recorded,
      EndpointClient client,
      Relay relay,
      Subscriptions subscriptions,
      LogDays logDays,
      SchemaRegistryClient registry,
      Producer<byte[], byte[]> producer,
      RelayMetrics.Measuring measuring,
      RelayProperties properties) {
    var events = new AvroPublisher<>(producer, new AvroSerializer<WhatsAppEvent>(registry));
    Clock clock = Clock.systemUTC();
    var purge = new Purge(relayQueue, properties.keepFinished(), clock);
    var expiry = new Expiry(relayQueue, transactions, recorded, clock);
    Chore.Step forget =
        Chore.Step.whole(
            () -> {
              client.forgetIdle();
              relay.forgetOld();
            });
    List<Chore> chores =
        List.of(
            new Chore("expiry", EXPIRE_EVERY, expiry),
            new Chore(
                "telling of disabled webhooks",
                TELL_EVERY,
                new DisabledNotices(subscriptions, events)),
            new Chore("purge", PURGE_EVERY, purge),
            new Chore("days of the log", PURGE_EVERY, logDays),
            new Chore("forgetting circuits and old attempts", PURGE_EVERY, forget));
    return new Chores(
        "relay-chores",
        Stream.concat(chores.stream(), measuring.chores().stream()).toList(),
        Ticker.systemTicker());
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> relayEvents(
      KafkaSettings kafka, MeterRegistry meters, Relay relay, RelayProperties properties) {
    // A batch is attempted in portions that fit into the time; each has its costs, so few are best.
    KafkaSettings many = kafka.withDefault(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_POLLED);
    return BatchListeners.container(
        many, meters, NAME, properties.consumers(), relay, Topics.EVENTS);
  }
}
