package dev.chasqui.messaging;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads a topic from its beginning. */
final class TopicReader {

  private TopicReader() {}

  /** Waits for that many records, and a moment more for any that should not be there. */
  static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    Map<String, Object> config =
        KafkaClients.consumerConfig(Servers.kafka(), UUID.randomUUID().toString());
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= count;
              });
      consumer.poll(Duration.ofMillis(300)).forEach(found::add);
    }
    return found;
  }
}
