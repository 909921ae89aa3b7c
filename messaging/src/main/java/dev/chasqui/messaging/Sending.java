package dev.chasqui.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends bytes and turns every kind of failure into one. */
public final class Sending {

  private Sending() {}

  /** Fails only with {@link PublishFailedException}. */
  static CompletableFuture<RecordMetadata> send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
    try {
      var _ =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged.complete(metadata);
                } else {
                  acknowledged.completeExceptionally(
                      PublishFailedException.of(record.topic(), failure));
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      acknowledged.completeExceptionally(PublishFailedException.of(record.topic(), e));
    }
    return acknowledged;
  }

  /** Sends all and waits for all; throws the first failure once nothing is in flight any more. */
  public static void sendAll(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    List<CompletableFuture<RecordMetadata>> inFlight = new ArrayList<>(records.size());
    for (ProducerRecord<byte[], byte[]> record : records) {
      CompletableFuture<RecordMetadata> acknowledged = send(producer, record);
      inFlight.add(acknowledged);
      if (acknowledged.isCompletedExceptionally()) {
        // With the broker away each further send would block for max.block.ms.
        break;
      }
    }
    awaitAll(inFlight);
  }

  private static void awaitAll(List<CompletableFuture<RecordMetadata>> inFlight) {
    try {
      CompletableFuture.allOf(inFlight.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof PublishFailedException failed ? failed : e;
    }
  }
}
