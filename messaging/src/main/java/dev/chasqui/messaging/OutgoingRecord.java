package dev.chasqui.messaging;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record to be published.
 *
 * @param key written as UTF-8; null spreads records over the partitions
 * @param headers values are written as UTF-8
 */
public record OutgoingRecord<T>(
    String topic, @Nullable String key, T value, Map<String, String> headers) {

  public OutgoingRecord {
    headers = Map.copyOf(headers);
  }

  public OutgoingRecord(String topic, @Nullable String key, T value) {
    this(topic, key, value, Map.of());
  }

  /** Says where to, not what. */
  @Override
  public String toString() {
    return "OutgoingRecord[topic=" + topic + ", key=" + key + "]";
  }
}
