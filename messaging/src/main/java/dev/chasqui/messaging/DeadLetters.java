package dev.chasqui.messaging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.chasqui.messaging.Sending.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
  private final MeterRegistry meters;
  // A batch is retried as a whole, maybe for hours: its dead letters are to be published once.
  private final Cache<Place, Boolean> published = Caffeine.newBuilder().maximumSize(10_000).build();

  /**
   * Takes what it publishes with, and for whom.
   *
   * @param producer see {@link KafkaClients#producer}; may be shared
   * @param consumerGroup who could not use the records; named in the headers
   * @param meters where they are counted
   */
  public DeadLetters(
      Producer<byte[], byte[]> producer, String consumerGroup, MeterRegistry meters) {
    this.producer = producer;
    this.consumerGroup = consumerGroup;
    this.meters = meters;
  }

  /** The topic that holds a topic's dead letters. */
  public static String topicFor(String topic) {
    return topic + SUFFIX;
  }

  /**
   * Publishes dead letters and returns once all are acknowledged. One that this instance has
   * published before is left out, so a retried batch does not repeat them; after a restart it may.
   * Of one that Kafka refuses, as too large for the topic, the reason and the place of the record
   * are published alone.
   *
   * @throws PublishFailedException if one was not acknowledged: the batch must not be committed
   */
  public void publish(List<DeadLetter> letters) {
    List<DeadLetter> fresh =
        letters.stream().filter(l -> published.getIfPresent(place(l)) == null).toList();
    if (fresh.isEmpty()) {
      return;
    }
    List<Refused> refused = Sending.sendAllowed(producer, fresh.stream().map(this::whole).toList());
    publishReasons(refused.stream().map(it -> fresh.get(it.index())).toList());
    fresh.forEach(this::published);
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

  /**
   * What Kafka does not take even so is in its topic yet, for a while, and its place in the log.
   */
  private void publishReasons(List<DeadLetter> letters) {
    for (Refused refused :
        Sending.sendAllowed(producer, letters.stream().map(this::reasonOnly).toList())) {
      LOG.error(
          "dead letters: Kafka refuses that of {}; nobody will find it but here: {}",
          letters.get(refused.index()).place(),
          refused.why().getMessage());
    }
  }

  private void published(DeadLetter letter) {
    published.put(place(letter), true);
    Counter.builder("chasqui.dead.letters")
        .description("Records that could not be used")
        .tags("topic", letter.record().topic(), "reason", letter.reason())
        .register(meters)
        .increment();
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

  private ProducerRecord<byte[], byte[]> whole(DeadLetter letter) {
    ConsumerRecord<byte[], byte[]> record = letter.record();
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(
            topicFor(record.topic()), null, record.key(), record.value(), record.headers());
    DeadLetterHeaders.add(letter, consumerGroup, copy.headers());
    return copy;
  }

  private ProducerRecord<byte[], byte[]> reasonOnly(DeadLetter letter) {
    ProducerRecord<byte[], byte[]> note =
        new ProducerRecord<>(topicFor(letter.record().topic()), null, null, null);
    DeadLetterHeaders.add(letter, consumerGroup, note.headers());
    DeadLetterHeaders.addLeftOut(letter, note.headers());
    return note;
  }

  private static Place place(DeadLetter letter) {
    ConsumerRecord<?, ?> record = letter.record();
    return new Place(record.topic(), record.partition(), record.offset(), record.timestamp());
  }
}
