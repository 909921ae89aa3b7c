package dev.chasqui.inbound;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.messaging.TraceHeaders;
import dev.chasqui.testing.TestConsumer;
import dev.chasqui.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What is on a topic, as another service reads it. For one thread. */
final class Topic<T extends SpecificRecord> implements AutoCloseable {

  private final SchemaRegistryClient registry;
  private final AvroDeserializer<T> deserializer;
  private final TestConsumer consumer;

  /** A record with its key. */
  record Keyed<T>(@Nullable String key, T value, @Nullable String traceparent) {}

  private Topic(TestConsumer consumer, Class<T> type, String registryUrl) {
    this.registry = SchemaRegistryClient.from(Map.of("schema.registry.url", registryUrl));
    this.deserializer = AvroDeserializer.of(registry, type);
    this.consumer = consumer;
  }

  static <T extends SpecificRecord> Topic<T> of(String name, Class<T> type) {
    return new Topic<>(TestConsumer.of(name), type, TestServers.registry().url());
  }

  /** Waits, at most 30 s, until there are so many records of which this is true. */
  List<Keyed<T>> await(int count, Predicate<T> wanted) {
    return matching(consumer.await(all -> matching(all, wanted).size() >= count), wanted);
  }

  /** Those of which this is true, after a while in which more could have come. */
  List<Keyed<T>> now(Predicate<T> wanted) {
    return matching(consumer.readFor(Duration.ofMillis(500)), wanted);
  }

  private List<Keyed<T>> matching(
      List<ConsumerRecord<byte[], byte[]>> records, Predicate<T> wanted) {
    return records.stream()
        .map(
            record ->
                new Keyed<>(
                    text(record.key()),
                    deserializer.decode(record.value()),
                    TraceHeaders.traceparent(record.headers())))
        .filter(record -> wanted.test(record.value()))
        .toList();
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
    registry.close();
  }
}
