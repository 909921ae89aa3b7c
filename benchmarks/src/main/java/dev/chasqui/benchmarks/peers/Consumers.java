package dev.chasqui.benchmarks.peers;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How peers consume: Kafka's own settings, from the first record on. */
final class Consumers {

  private Consumers() {}

  static Map<String, Object> settings(PeerOrder order) {
    return Map.of(
        "bootstrap.servers",
        order.kafka(),
        "group.id",
        order.group(),
        "auto.offset.reset",
        "earliest",
        "enable.auto.commit",
        false,
        "key.deserializer",
        ByteArrayDeserializer.class,
        "value.deserializer",
        ByteArrayDeserializer.class);
  }
}
