package dev.chasqui.sender.rest;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.KafkaClients;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.SerdeException;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the results of all commands from now on, and tells those who wait for one. Every instance
 * hears all of them, so it has no consumer group. Thread-safe.
 */
public final class ResultFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ResultFeed.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final AvroDeserializer<CommandResult> deserializer;
  private final Map<String, Consumer<CommandResult>> waiting = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("result-feed").unstarted(this::run);

  public ResultFeed(KafkaSettings kafka, AvroDeserializer<CommandResult> deserializer) {
    this.kafka = kafka;
    this.deserializer = deserializer;
  }

  /** Starts listening. */
  public void start() {
    thread.start();
  }

  /**
   * Tells {@code listener} of each result of a command, until {@link #forget}. It must not block.
   */
  void listen(String commandId, Consumer<CommandResult> listener) {
    waiting.put(commandId, listener);
  }

  void forget(String commandId) {
    waiting.remove(commandId);
  }

  @Override
  public void close() {
    closed.set(true);
    thread.interrupt();
  }

  private void run() {
    while (!closed.get()) {
      try (var consumer = new KafkaConsumer<byte[], byte[]>(config())) {
        follow(consumer);
      } catch (KafkaException e) {
        if (!closed.get()) {
          LOG.warn("results are not heard, trying on: {}", e.getMessage());
        }
      }
    }
  }

  private Map<String, Object> config() {
    Map<String, Object> config = KafkaClients.consumerConfig(kafka, "unused");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return config;
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = List.of();
    while (!closed.get()) {
      if (partitions.isEmpty()) {
        partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; what comes after this line is heard.
        partitions.forEach(consumer::position);
      }
      consumer.poll(POLL).forEach(this::tell);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(Topics.RESULTS).stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      CommandResult result = deserializer.decode(record.value());
      Consumer<CommandResult> listener = waiting.get(result.getCommandId());
      if (listener != null) {
        listener.accept(result);
      }
    } catch (SerdeException e) {
      LOG.warn("a result cannot be read and is passed over: {}", e.getMessage());
    }
  }
}
