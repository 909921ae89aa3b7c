package dev.chasqui.benchmarks.system;

import dev.chasqui.messaging.AvroConfig;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A backend service with Kafka's standard settings: produces commands, reads every result.
 * Thread-safe.
 */
public final class Backend implements AutoCloseable {

  private final SchemaRegistryClient registry;
  private final AvroSerializer<SendCommand> serializer;
  private final AvroDeserializer<CommandResult> deserializer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> results;
  private final Thread reader = Thread.ofPlatform().name("results").unstarted(this::read);
  private final int partitions;
  private volatile List<Batch> batches = List.of();
  private volatile boolean closed;

  Backend(String kafka, String registryUrl) {
    this.registry = SchemaRegistryClient.from(Map.of(AvroConfig.REGISTRY_URL, registryUrl));
    this.serializer = new AvroSerializer<>(registry);
    this.deserializer = AvroDeserializer.of(registry, CommandResult.class);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.results =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.partitions = producer.partitionsFor(Topics.COMMANDS).size();
    List<TopicPartition> all =
        results.partitionsFor(Topics.RESULTS).stream()
            .map(it -> new TopicPartition(it.topic(), it.partition()))
            .toList();
    results.assign(all);
    results.seekToEnd(all);
    all.forEach(results::position);
    reader.start();
  }

  /** Whose results are taken from now on. */
  public void follow(Batch... watched) {
    batches = List.of(watched);
  }

  /** Produces one command, keyed by its account. */
  public void produce(Batch batch, int index) {
    produce(batch, index, null);
  }

  /** Produces one command into one partition after the other, whatever its key. */
  public void produceAcross(Batch batch, int index) {
    produce(batch, index, index % partitions);
  }

  private void produce(Batch batch, int index, @Nullable Integer partition) {
    byte[] key = Long.toString(batch.account(index).id()).getBytes(StandardCharsets.UTF_8);
    byte[] value = serializer.encode(Topics.COMMANDS, batch.command(index));
    batch.produced(index);
    var _ = producer.send(new ProducerRecord<>(Topics.COMMANDS, partition, key, value));
  }

  /** Produces a whole batch as fast as it can, and waits until the broker has it. */
  public void produceAll(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      produce(batch, i);
    }
    producer.flush();
  }

  /** Waits until the broker has all that was produced. */
  public void flush() {
    producer.flush();
  }

  private void read() {
    while (!closed) {
      for (ConsumerRecord<byte[], byte[]> record : results.poll(Duration.ofMillis(100))) {
        CommandResult result = deserializer.decode(record.value());
        batches.forEach(batch -> batch.take(result));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    results.close();
    producer.close();
    registry.close();
  }
}
