package dev.chasqui.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/**
 * Reads all partitions of a topic from the beginning, as raw bytes, without a group. For one
 * thread.
 */
public final class TestConsumer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

  private TestConsumer(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  /** Reads {@code topic} of the shared broker. */
  public static TestConsumer of(String topic) {
    return of(TestServers.kafka().bootstrapServers(), topic);
  }

  /** Reads {@code topic} of any broker; waits up to 30 s for the topic to exist. */
  public static TestConsumer of(String bootstrapServers, String topic) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false",
            "isolation.level", "read_committed",
            "fetch.max.wait.ms", "50");
    TestConsumer consumer =
        new TestConsumer(
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            topic);
    consumer.assign();
    return consumer;
  }

  private void assign() {
    Awaitility.await("topic " + topic)
        .pollInSameThread()
        .atMost(LIMIT)
        .until(() -> !consumer.partitionsFor(topic).isEmpty());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Reads until {@code count} records were seen, for at most 30 s.
   *
   * @return all records since the beginning, maybe more than {@code count}; in order within a
   *     partition
   * @throws AssertionError if the time is over
   */
  public List<ConsumerRecord<byte[], byte[]>> await(int count) {
    return awaitAll(count + " records", records -> records.size() >= count, LIMIT);
  }

  /** Reads until {@code enough} says so of all records seen, for at most 30 s. */
  public List<ConsumerRecord<byte[], byte[]>> await(
      Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    return awaitAll("the condition", enough, LIMIT);
  }

  /** As {@link #await(Predicate)}, with a limit of the caller's. */
  public List<ConsumerRecord<byte[], byte[]>> await(
      Predicate<List<ConsumerRecord<byte[], byte[]>>> enough, Duration limit) {
    return awaitAll("the condition", enough, limit);
  }

  /** Reads for a while, and returns all records since the beginning: to see that no more came. */
  public List<ConsumerRecord<byte[], byte[]>> readFor(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    do {
      poll();
    } while (System.nanoTime() < deadline);
    return List.copyOf(seen);
  }

  private List<ConsumerRecord<byte[], byte[]>> awaitAll(
      String what, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!enough.test(List.copyOf(seen))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "Topic %s: waited %s for %s, saw %d records"
                .formatted(topic, limit, what, seen.size()));
      }
      poll();
    }
    return List.copyOf(seen);
  }

  private void poll() {
    consumer.poll(POLL).forEach(seen::add);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
