package dev.chasqui.relay.replay;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.Transactions;
import dev.chasqui.chores.Chore;
import dev.chasqui.chores.Chores;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.relay.delivery.Addressing;
import dev.chasqui.relay.delivery.EndpointClient;
import dev.chasqui.relay.delivery.NewDeliveries;
import dev.chasqui.relay.delivery.Repeats;
import dev.chasqui.relay.log.Deliveries;
import dev.chasqui.relay.log.DeliveryDesk;
import dev.chasqui.relay.log.DeliveryIds;
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

/**
 * Sending again, with a thread of its own: a replay of a million events holds up no other chore.
 */
@Configuration(proxyBeanMethods = false)
public class RelayReplays {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration PURGE_EVERY = Duration.ofHours(1);
  private static final Duration KEEP = Duration.ofDays(30);

  /** Where callers look; replays have one of their own, so that nobody waits for them. */
  @Bean
  EventTopic askedEvents(KafkaSettings kafka, SchemaRegistryClient registry) {
    return new EventTopic(kafka, AvroDeserializer.of(registry, WhatsAppEvent.class));
  }

  @Bean
  EventTopic replayedEvents(KafkaSettings kafka, SchemaRegistryClient registry) {
    return new EventTopic(kafka, AvroDeserializer.of(registry, WhatsAppEvent.class));
  }

  @Bean
  Repeats repeats(WorkQueue relayQueue, NewDeliveries newDeliveries) {
    // What nothing can be made of was a dead letter when it came, and is not made one again.
    Addressing addressing = new Addressing((_, _, _) -> {}, new DeliveryIds(Clock.systemUTC()));
    return new Repeats(relayQueue, newDeliveries, addressing, Clock.systemUTC());
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
      Subscriptions subscriptions,
      Repeats repeats,
      EventTopic askedEvents,
      EndpointClient client,
      Transactions transactions) {
    return new ReplayController(
        new ReplayDesk(webhooks, replays, deliveries, askedEvents, client, Clock.systemUTC()),
        new Redelivery(desk, subscriptions, client, repeats, askedEvents, transactions),
        desk);
  }

  @Bean(initMethod = "start")
  Chores replayChores(
      Replays replays,
      Subscriptions subscriptions,
      EventTopic replayedEvents,
      Repeats repeats,
      Transactions transactions) {
    Clock clock = Clock.systemUTC();
    var step = new ReplayStep(replays, subscriptions, replayedEvents, repeats, transactions, clock);
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
