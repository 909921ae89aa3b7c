package dev.chasqui.relay.replay;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.chores.Chore;
import dev.chasqui.chores.Chores;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.relay.delivery.Addressing;
import dev.chasqui.relay.delivery.Repeats;
import dev.chasqui.relay.log.Deliveries;
import dev.chasqui.relay.log.DeliveryDesk;
import dev.chasqui.relay.subscription.Subscriptions;
import dev.chasqui.relay.subscription.Webhooks;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sending again, with a thread of its own: a replay of a million events holds up no other chore.
 */
@Configuration(proxyBeanMethods = false)
public class RelayReplays {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration PURGE_EVERY = Duration.ofHours(1);
  private static final Duration KEEP = Duration.ofDays(30);

  @Bean
  EventTopic eventTopic(KafkaSettings kafka, SchemaRegistryClient registry) {
    return new EventTopic(kafka, AvroDeserializer.of(registry, WhatsAppEvent.class));
  }

  @Bean
  Repeats repeats(WorkQueue relayQueue, Addressing addressing) {
    return new Repeats(relayQueue, addressing, Clock.systemUTC());
  }

  @Bean
  Replays replays(JdbcTemplate jdbc) {
    return new Replays(JdbcClient.create(jdbc));
  }

  @Bean
  ReplayController replayController(
      Webhooks webhooks,
      Replays replays,
      Deliveries deliveries,
      DeliveryDesk desk,
      Repeats repeats,
      EventTopic topic,
      TransactionTemplate transactions,
      JdbcTemplate jdbc) {
    return new ReplayController(
        new ReplayDesk(webhooks, replays, deliveries, topic, Clock.systemUTC()),
        new Redelivery(desk, repeats, topic, transactions, jdbc),
        desk);
  }

  @Bean(initMethod = "start")
  Chores replayChores(
      Replays replays,
      Subscriptions subscriptions,
      EventTopic topic,
      Repeats repeats,
      WorkQueue relayQueue,
      TransactionTemplate transactions,
      JdbcTemplate jdbc) {
    Clock clock = Clock.systemUTC();
    var step =
        new ReplayStep(
            replays, subscriptions, topic, repeats, relayQueue, transactions, jdbc, clock);
    Chore.Step purge =
        () -> {
          replays.purge(KEEP, clock.instant());
          return false;
        };
    return new Chores(
        "relay-replays",
        List.of(
            new Chore("replays", LOOK_EVERY, step),
            new Chore("forgetting replays", PURGE_EVERY, purge)),
        Ticker.systemTicker());
  }
}
