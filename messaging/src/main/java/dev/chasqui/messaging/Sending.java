package dev.chasqui.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /**
   * Sends all and waits for all; throws the first failure once nothing is in flight any more.
   *
   * @throws PublishFailedException if one was not acknowledged or was refused
   */
  public static void sendAll(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    sendAllowed(producer, records).stream()
        .findFirst()
        .ifPresent(
            refused -> {
              throw refused.why();
            });
  }

  /**
   * Sends all and waits for all, without those that Kafka {@linkplain
   * PublishFailedException#refused() refuses for good}.
   *
   * @return the refused ones, in their order
   * @throws PublishFailedException if one was not acknowledged and may be later
   */
  public static List<Refused> sendAllowed(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    List<CompletableFuture<Optional<Refused>>> inFlight = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      CompletableFuture<Optional<Refused>> sent = sendOne(producer, records.get(i), i);
      inFlight.add(sent);
      if (sent.isCompletedExceptionally()) {
        // With the broker away each further send would block for max.block.ms.
        break;
      }
    }
    return awaitAll(inFlight);
  }

  /**
   * A record that Kafka does not take.
   *
   * @param index of the record among those that were sent with it
   */
  public record Refused(int index, PublishFailedException why) {}

  private static CompletableFuture<Optional<Refused>> sendOne(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, int index) {
    return send(producer, record)
        .handle(
            (_, failure) -> {
              if (failure == null) {
                return Optional.empty();
              }
              if (failure instanceof PublishFailedException failed && failed.refused()) {
                return Optional.of(new Refused(index, failed));
              }
              throw new CompletionException(failure);
            });
  }

  private static List<Refused> awaitAll(List<CompletableFuture<Optional<Refused>>> inFlight) {
    try {
      CompletableFuture.allOf(inFlight.toArray(CompletableFuture<?>[]::new)).join();
      return inFlight.stream().flatMap(sent -> sent.join().stream()).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof PublishFailedException failed ? failed : e;
    }
  }
}
