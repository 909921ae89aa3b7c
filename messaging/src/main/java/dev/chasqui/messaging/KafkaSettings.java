package dev.chasqui.messaging;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach Kafka. Prints without the properties, which may hold secrets.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties any further client properties (security, or to override our choices)
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> properties) {

  public KafkaSettings {
    if (bootstrapServers.isBlank()) {
      throw new ConfigException("bootstrap.servers must hold at least one host:port");
    }
    properties = Map.copyOf(properties);
  }

  public KafkaSettings(String bootstrapServers) {
    this(bootstrapServers, Map.of());
  }

  /** The same with a property, unless it has that already. */
  public KafkaSettings withDefault(String property, Object value) {
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent(property, value.toString());
    return new KafkaSettings(bootstrapServers, all);
  }

  @Override
  public String toString() {
    return "KafkaSettings[bootstrapServers=" + bootstrapServers + "]";
  }
}
