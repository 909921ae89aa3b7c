package dev.chasqui.messaging;

import dev.chasqui.tracing.Traces;
import dev.chasqui.tracing.TracesConfiguration;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * What services in one JVM share: where Kafka and the registry are ({@code chasqui.kafka.*}, {@code
 * chasqui.schema-registry.*}), and one producer.
 */
@Configuration(proxyBeanMethods = false)
@Import(TracesConfiguration.class)
public class MessagingConfiguration {

  /**
   * Any further Kafka client property can be given as {@code chasqui.kafka.properties.<name>}, or
   * in a file.
   */
  @Bean
  KafkaSettings kafkaSettings(
      @Value("${chasqui.kafka.bootstrap-servers}") String bootstrapServers,
      @Value("${chasqui.kafka.config:}") String file,
      Environment environment) {
    Map<String, String> properties =
        Binder.get(environment)
            .bind("chasqui.kafka.properties", Bindable.mapOf(String.class, String.class))
            .orElseGet(Map::of);
    KafkaSettings settings = new KafkaSettings(bootstrapServers, properties);
    return file.isBlank() ? settings : settings.withFile(Path.of(file));
  }

  @Bean
  ServiceTopics.Keeper topicKeeper(
      KafkaSettings settings, @Value("${chasqui.kafka.topics-create:true}") boolean create) {
    return topics -> ServiceTopics.ensure(settings, topics, create);
  }

  @Bean
  SchemaRegistryClient schemaRegistryClient(
      @Value("${chasqui.schema-registry.url}") String url,
      @Value("${chasqui.schema-registry.basic-auth:}") String userInfo) {
    Map<String, Object> configs = new HashMap<>();
    configs.put(AvroConfig.REGISTRY_URL, url);
    if (!userInfo.isBlank()) {
      configs.put(AvroConfig.CREDENTIALS_SOURCE, "USER_INFO");
      configs.put(AvroConfig.USER_INFO, userInfo);
    }
    return SchemaRegistryClient.from(configs);
  }

  @Bean
  Producer<byte[], byte[]> producer(KafkaSettings settings, Traces traces) {
    return new TracedProducer(KafkaClients.producerConfig(settings, "chasqui"), traces);
  }

  /** Part of whether an instance is ready. */
  @Bean
  HealthIndicator messagingHealthIndicator(
      ObjectProvider<ServiceTopics> topics, ObjectProvider<Contracts> contracts) {
    return new StartHealth(
        Stream.concat(
                topics.stream().map(ServiceTopics::done), contracts.stream().map(Contracts::done))
            .toList());
  }

  /** How long the broker takes, what fails, and how full the buffer is. */
  @Bean
  KafkaClientMetrics producerMetrics(Producer<byte[], byte[]> producer) {
    return new KafkaClientMetrics(producer);
  }

  /**
   * Kafka's consumers show each topic with points in its name once more, with underscores instead
   * (KIP-1109). All our topics have points.
   */
  @Bean
  static MeterFilter eachTopicOnce() {
    return MeterFilter.deny(
        meter -> {
          String topic = meter.getTag("topic");
          return topic != null
              && meter.getName().startsWith("kafka.consumer.")
              && topic.contains("_")
              && !topic.contains(".");
        });
  }
}
