package dev.chasqui.messaging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes records that cannot be used to {@code <topic>.dlt}, byte for byte (key, value,
 * headers), with the reason in {@link DeadLetterHeaders}. Thread-safe; does not close the producer.
 */
public final class DeadLetters {

  /** What is appended to a topic's name for its dead letters. */
  public static final String SUFFIX = ".dlt";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private record Place(String topic, int partition, long offset, long timestamp) {}

  private final Producer<byte[], byte[]> producer;
  private final String consumerGroup;
  // A batch is retried as a whole, maybe for hours: its dead letters are to be published once.
  private final Cache<Place, Boolean> published = Caffeine.newBuilder().maximumSize(10_000).build();

  /**
   * Takes what it publishes with, and for whom.
   *
   * @param producer see {@link KafkaClients#producer}; may be shared
   * @param consumerGroup who could not use the records; named in the headers
   */
  public DeadLetters(Producer<byte[], byte[]> producer, String consumerGroup) {
    this.producer = producer;
    this.consumerGroup = consumerGroup;
  }

  /** The topic that holds a topic's dead letters. */
  public static String topicFor(String topic) {
    return topic + SUFFIX;
  }

  /**
   * Publishes dead letters and returns once all are acknowledged. One that this instance has
   * published before is left out, so a retried batch does not repeat them; after a restart it may.
   *
   * @throws PublishFailedException if one was not acknowledged: the batch must not be committed
   */
  public void publish(List<DeadLetter> letters) {
    List<DeadLetter> fresh =
        letters.stream().filter(l -> published.getIfPresent(place(l)) == null).toList();
    if (fresh.isEmpty()) {
      return;
    }
    Sending.sendAll(producer, fresh.stream().map(this::toRecord).toList());
    fresh.forEach(letter -> published.put(place(letter), true));
    fresh.stream()
        .collect(Collectors.groupingBy(DeadLetter::reason))
        .values()
        .forEach(DeadLetters::log);
  }

  /**
   * Publishes one record that decodes but cannot be used; as {@link #publish}.
   *
   * @param reason a stable, machine-readable code of lower-case words joined by hyphens
   * @param message for people; must not quote the record's content
   */
  public void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason, String message) {
    publish(List.of(new DeadLetter(record, reason, message)));
  }

  // One line for all records of a batch with one reason: a broken producer may send thousands.
  private static void log(List<DeadLetter> letters) {
    DeadLetter first = letters.getFirst();
    LOG.warn(
        "dead letters: {} published to {}, reason={}, first {}: {}",
        letters.size(),
        topicFor(first.record().topic()),
        first.reason(),
        first.place(),
        first.message());
  }

  private ProducerRecord<byte[], byte[]> toRecord(DeadLetter letter) {
    ConsumerRecord<byte[], byte[]> record = letter.record();
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(
            topicFor(record.topic()), null, record.key(), record.value(), record.headers());
    DeadLetterHeaders.add(letter, consumerGroup, copy.headers());
    return copy;
  }

  private static Place place(DeadLetter letter) {
    ConsumerRecord<?, ?> record = letter.record();
    return new Place(record.topic(), record.partition(), record.offset(), record.timestamp());
  }
}
