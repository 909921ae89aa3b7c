package dev.chasqui.messaging;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes what a batch listener received; what cannot be decoded goes to the dead letters before
 * this returns, so that committing the batch's offsets loses nothing. Thread-safe.
 */
public final class BatchDecoder<T extends IndexedRecord> {

  private final AvroDeserializer<T> deserializer;
  private final DeadLetters deadLetters;

  public BatchDecoder(AvroDeserializer<T> deserializer, DeadLetters deadLetters) {
    this.deserializer = deserializer;
    this.deadLetters = deadLetters;
  }

  /**
   * The records that could be decoded, in their order.
   *
   * @throws RegistryUnavailableException if a schema is not known here and no registry answers;
   *     nothing was dead-lettered then, and the whole batch is to be retried
   * @throws PublishFailedException if a dead letter was not acknowledged; the whole batch is to be
   *     retried
   */
  public List<DecodedRecord<T>> decode(List<ConsumerRecord<byte[], byte[]>> batch) {
    List<DecodedRecord<T>> decoded = new ArrayList<>(batch.size());
    List<DeadLetter> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      try {
        decoded.add(new DecodedRecord<>(deserializer.decode(record.value()), record));
      } catch (UndecodableRecordException e) {
        letters.add(DeadLetter.of(record, e));
      }
    }
    deadLetters.publish(letters);
    return decoded;
  }
}
