package dev.chasqui.inbound;

import dev.chasqui.access.AccessConfiguration;
import dev.chasqui.access.Account;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.SealedSecretException;
import dev.chasqui.inbound.event.WebhookReader;
import dev.chasqui.inbound.metrics.EventMeters;
import dev.chasqui.inbound.metrics.InboundMetrics;
import dev.chasqui.inbound.publish.EventPublisher;
import dev.chasqui.inbound.receive.ProviderWebhookController;
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
import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The whole inbound service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboundProperties.class)
@Import({
  AccessConfiguration.class,
  MessagingConfiguration.class,
  InboundMetrics.class,
  InboundHistory.class,
  InboundRest.class
})
public class InboundService {

  /** Of its consumers' groups; in dead letters, of who wrote them. */
  static final String NAME = "chasqui-inbound";

  @Bean
  ServiceTopics inboundTopics(ServiceTopics.Keeper keeper, InboundProperties properties) {
    TopicSpec raw = TopicSpec.ofWebhooks(Topics.PROVIDER_EVENTS, properties.topicPartitions());
    TopicSpec events = TopicSpec.ofWebhooks(Topics.EVENTS, properties.topicPartitions());
    TopicSpec results = new TopicSpec(Topics.RESULTS, properties.topicPartitions());
    TopicSpec commands = new TopicSpec(Topics.COMMANDS, properties.topicPartitions());
    return keeper.ensure(
        List.of(
            raw,
            raw.deadLetters(),
            events,
            events.deadLetters(),
            results,
            results.deadLetters(),
            commands));
  }

  @Bean
  Contracts inboundContracts(SchemaRegistryClient registry) {
    return Contracts.ensure(
        registry,
        Map.of(
            Topics.PROVIDER_EVENTS, ProviderEvent.getClassSchema(),
            Topics.EVENTS, WhatsAppEvent.getClassSchema(),
            Topics.COMMANDS, SendCommand.getClassSchema()));
  }

  @Bean
  ProviderWebhookController providerWebhookController(
      AccountDirectory accounts, Producer<byte[], byte[]> producer, SchemaRegistryClient registry) {
    return new ProviderWebhookController(
        accounts,
        new AvroPublisher<>(producer, new AvroSerializer<ProviderEvent>(registry)),
        Clock.systemUTC());
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> inboundProviderEvents(
      KafkaSettings kafka,
      MeterRegistry meters,
      SchemaRegistryClient registry,
      Producer<byte[], byte[]> producer,
      AccountDirectory accounts,
      EventMeters eventMeters,
      Traces traces,
      InboundProperties properties) {
    DeadLetters deadLetters = new DeadLetters(producer, NAME, meters);
    EventPublisher publisher =
        new EventPublisher(
            new BatchDecoder<>(AvroDeserializer.of(registry, ProviderEvent.class), deadLetters),
            deadLetters,
            new WebhookReader((number, called) -> accountOf(accounts, number, called)),
            new AvroPublisher<>(producer, new AvroSerializer<WhatsAppEvent>(registry)),
            traces,
            eventMeters);
    return BatchListeners.container(
        kafka, meters, NAME, properties.consumers(), publisher::accept, Topics.PROVIDER_EVENTS);
  }

  /** One app's webhook may report on several numbers; never on another tenant's. */
  private static Optional<Long> accountOf(
      AccountDirectory accounts, String phoneNumberId, long calledAccountId) {
    try {
      Optional<Long> calledTenant = accounts.find(calledAccountId).map(Account::tenantId);
      return accounts
          .byPhoneNumberId(phoneNumberId)
          .filter(account -> calledTenant.equals(Optional.of(account.tenantId())))
          .map(Account::id);
    } catch (SealedSecretException e) {
      // Must not hold up the others' webhooks; the record is kept as a dead letter.
      return Optional.empty();
    }
  }
}
