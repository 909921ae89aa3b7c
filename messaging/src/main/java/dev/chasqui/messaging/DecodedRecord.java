package dev.chasqui.messaging;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A value with the record it came in.
 *
 * @param raw as consumed: topic, partition, offset, timestamp, headers and bytes
 */
public record DecodedRecord<T>(T value, ConsumerRecord<byte[], byte[]> raw) {

  /** The key as UTF-8, or null if there is none. */
  public @Nullable String key() {
    byte @Nullable [] key = raw.key();
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }

  /** Says where from, not what. */
  @Override
  public String toString() {
    return "DecodedRecord[" + raw.topic() + "-" + raw.partition() + "@" + raw.offset() + "]";
  }
}
