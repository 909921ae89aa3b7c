package dev.chasqui.benchmarks.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.messaging.AvroConfig;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.KafkaClients;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.messaging.ServiceTopics;
import dev.chasqui.messaging.TopicSpec;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Produces events as the inbound service does. Thread-safe. */
public final class EventSource implements AutoCloseable {

  /** Of each topic. */
  public static final int PARTITIONS = 6;

  private static final AtomicInteger NEXT_TOPIC = new AtomicInteger();

  private final KafkaSettings kafka;
  private final SchemaRegistryClient registry;
  private final AvroSerializer<WhatsAppEvent> serializer;
  private final Producer<byte[], byte[]> producer;

  EventSource(String kafka, String registryUrl) {
    this.kafka = new KafkaSettings(kafka);
    this.registry = SchemaRegistryClient.from(Map.of(AvroConfig.REGISTRY_URL, registryUrl));
    this.serializer = new AvroSerializer<>(registry);
    this.producer = KafkaClients.producer(this.kafka, "benchmark");
  }

  /** Makes a topic that the relay does not read. */
  public String newTopic() {
    String topic = "benchmark-" + NEXT_TOPIC.incrementAndGet();
    try (var creator =
        ServiceTopics.ensure(kafka, List.of(TopicSpec.ofWebhooks(topic, PARTITIONS)), true)) {
      creator.done().join();
    }
    return topic;
  }

  /** Produces one event. */
  public void produce(String topic, EventBatch batch, int index) {
    byte[] value = serializer.encode(Topics.EVENTS, batch.event(index));
    var _ = producer.send(new ProducerRecord<>(topic, batch.key(index).getBytes(UTF_8), value));
  }

  /** Produces a whole batch as fast as it can, and waits until the broker has it. */
  public void produceAll(String topic, EventBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      produce(topic, batch, i);
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
  }
}
