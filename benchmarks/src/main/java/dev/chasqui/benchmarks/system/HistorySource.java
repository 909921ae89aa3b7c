package dev.chasqui.benchmarks.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.benchmarks.event.HistoryBatch;
import dev.chasqui.messaging.AvroConfig;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.KafkaClients;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Produces what the history is made of, as the inbound service and the sender do. Thread-safe. */
public final class HistorySource implements AutoCloseable {

  private final SchemaRegistryClient registry;
  private final AvroSerializer<WhatsAppEvent> events;
  private final AvroSerializer<CommandResult> results;
  private final Producer<byte[], byte[]> producer;

  HistorySource(String kafka, String registryUrl) {
    this.registry = SchemaRegistryClient.from(Map.of(AvroConfig.REGISTRY_URL, registryUrl));
    this.events = new AvroSerializer<>(registry);
    this.results = new AvroSerializer<>(registry);
    this.producer = KafkaClients.producer(new KafkaSettings(kafka), "benchmark");
  }

  /** Produces one message. */
  public void produce(HistoryBatch batch, int number) {
    if (batch.isReceived(number)) {
      send(batch.eventKey(number), batch.received(number));
    } else {
      byte[] value = results.encode(Topics.RESULTS, batch.sent(number));
      var _ =
          producer.send(
              new ProducerRecord<>(Topics.RESULTS, batch.resultKey().getBytes(UTF_8), value));
    }
  }

  private void send(String key, WhatsAppEvent event) {
    byte[] value = events.encode(Topics.EVENTS, event);
    var _ = producer.send(new ProducerRecord<>(Topics.EVENTS, key.getBytes(UTF_8), value));
  }

  /** Produces a whole batch as fast as it can, and waits until the broker has it. */
  public void produceAll(HistoryBatch batch) {
    for (int i = batch.from(); i < batch.from() + batch.size(); i++) {
      produce(batch, i);
    }
    producer.flush();
  }

  /** Produces a status of each message of a batch that was sent; returns how many. */
  public int produceStatuses(HistoryBatch batch) {
    int produced = 0;
    for (int i = batch.from(); i < batch.from() + batch.size(); i++) {
      if (!batch.isReceived(i)) {
        send(batch.eventKey(i), batch.read(i));
        produced++;
      }
    }
    producer.flush();
    return produced;
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
  }
}
