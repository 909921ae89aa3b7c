package dev.chasqui.messaging;

import dev.chasqui.messaging.Sending.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Publishes Avro records. Thread-safe; closes neither the producer nor the serializer. */
public final class AvroPublisher<T extends IndexedRecord> {

  private final Producer<byte[], byte[]> producer;
  private final AvroSerializer<T> serializer;

  /**
   * Takes what it publishes with.
   *
   * @param producer see {@link KafkaClients#producer}; may be shared
   */
  public AvroPublisher(Producer<byte[], byte[]> producer, AvroSerializer<T> serializer) {
    this.producer = producer;
    this.serializer = serializer;
  }

  /**
   * Publishes one record without waiting. The future completes once the broker has acknowledged it,
   * on the producer's only thread, which must not be blocked. It fails with {@link
   * PublishFailedException} or {@link SerdeException}; nothing is thrown here. The call itself may
   * block while the schema is registered or the topic's metadata is fetched.
   */
  public CompletableFuture<RecordMetadata> publish(OutgoingRecord<T> record) {
    try {
      return Sending.send(producer, encode(record));
    } catch (SerdeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** As {@link #publish(OutgoingRecord)}. */
  public CompletableFuture<RecordMetadata> publish(
      String topic, @Nullable String key, T value, Map<String, String> headers) {
    return publish(new OutgoingRecord<>(topic, key, value, headers));
  }

  /**
   * Publishes records in their order and returns once all are acknowledged. All are encoded first:
   * if one cannot be, none is published.
   *
   * @throws SerdeException if one cannot be encoded, or the registry is away
   * @throws PublishFailedException if one was not acknowledged; others may have been
   */
  public void publishAll(List<OutgoingRecord<T>> records) {
    Sending.sendAll(producer, records.stream().map(this::encode).toList());
  }

  /**
   * As {@link #publishAll}, without those that Kafka {@linkplain PublishFailedException#refused()
   * refuses for good}.
   *
   * @return the refused ones, in their order
   */
  public List<Refused> publishAllowed(List<OutgoingRecord<T>> records) {
    return Sending.sendAllowed(producer, records.stream().map(this::encode).toList());
  }

  private ProducerRecord<byte[], byte[]> encode(OutgoingRecord<T> record) {
    ProducerRecord<byte[], byte[]> encoded =
        new ProducerRecord<>(
            record.topic(),
            record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8),
            serializer.encode(record.topic(), record.value()));
    record
        .headers()
        .forEach(
            (name, value) -> encoded.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return encoded;
  }
}
