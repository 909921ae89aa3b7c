package dev.chasqui.messaging;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Our conventions for Kafka clients; {@link KafkaSettings#properties} overrides any of them. */
public final class KafkaClients {

  private KafkaClients() {}

  /**
   * A producer that loses nothing: all replicas acknowledge, retries neither repeat nor reorder,
   * and a record is acknowledged or failed within 30 s. The caller closes it.
   */
  public static Producer<byte[], byte[]> producer(KafkaSettings settings, String clientId) {
    return new KafkaProducer<>(producerConfig(settings, clientId));
  }

  /** See {@link #producer}. */
  public static Map<String, Object> producerConfig(KafkaSettings settings, String clientId) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // The one codec that every client can read as it comes; kafkajs has no other. Level 1 is cheap.
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    config.put(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, 1);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
    // A dead letter is a record of the largest size, and a little more.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.DEAD_LETTER_MAX_BYTES);
    return with(settings, config);
  }

  /**
   * A consumer of bytes that commits nothing by itself, begins at the earliest record, sees no
   * aborted transaction, and fetches so that a batch comes from several partitions.
   */
  public static Map<String, Object> consumerConfig(KafkaSettings settings, String groupId) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // A topic made by a subscription would have the broker's default number of partitions.
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A killed process's partitions wait this long for another; with the standard 45 s, messages do
    // too.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    return with(settings, config);
  }

  /**
   * The same without a group, for who chooses what to read himself; a place that is no longer there
   * is the earliest one.
   */
  public static Map<String, Object> readerConfig(KafkaSettings settings) {
    Map<String, Object> config = consumerConfig(settings, "");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return config;
  }

  static Admin admin(KafkaSettings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    return Admin.create(with(settings, config));
  }

  private static Map<String, Object> with(KafkaSettings settings, Map<String, Object> config) {
    config.putAll(settings.clientConfig());
    return config;
  }
}
