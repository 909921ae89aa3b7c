package dev.chasqui.messaging;

import dev.chasqui.testing.TestConsumer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a topic from its beginning. */
final class TopicReader {

  private TopicReader() {}

  /** Waits for that many records, and a moment more for any that should not be there. */
  static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    try (TestConsumer consumer = TestConsumer.of(topic)) {
      consumer.await(count);
      return consumer.readFor(Duration.ofMillis(300));
    }
  }
}
