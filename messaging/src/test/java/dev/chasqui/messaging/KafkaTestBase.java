package dev.chasqui.messaging;

import dev.chasqui.testing.ConsumerGroup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** A topic of two partitions with its dead letters, a producer, and listeners that are stopped. */
abstract class KafkaTestBase {

  final String topic = Servers.newName("parcels");
  final String group = topic + "-group";
  final KafkaSettings kafka = Servers.kafka();
  private final List<AutoCloseable> open = new ArrayList<>();
  Producer<byte[], byte[]> producer = KafkaClients.producer(kafka, "test");

  @BeforeEach
  void createTopics() throws Exception {
    closeLater(producer);
    TopicSpec spec = new TopicSpec(topic, 2);
    try (ServiceTopics creator =
        ServiceTopics.ensure(kafka, List.of(spec, spec.deadLetters()), true)) {
      creator.done().get(30, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  <C extends AutoCloseable> C closeLater(C closeable) {
    open.add(closeable);
    return closeable;
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    Sending.sendAll(producer, List.of(record));
  }

  void listen(BatchMessageListener<byte[], byte[]> listener) {
    ConcurrentMessageListenerContainer<byte[], byte[]> container =
        BatchListeners.container(kafka, new SimpleMeterRegistry(), group, 1, listener, topic);
    container.start();
    closeLater(container::stop);
  }

  /** How many records of the topic are committed, over all partitions. */
  long committed() {
    return new ConsumerGroup(kafka.bootstrapServers(), group).committed();
  }
}
