package dev.chasqui.relay.replay;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.messaging.KafkaClients;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.UndecodableRecordException;
import dev.chasqui.relay.log.EventPlace;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code whatsapp.events} at any place, without a group. Thread-safe; one reads at a time.
 * Throws {@link KafkaException} if the broker does not answer, or others read for too long.
 */
public final class EventTopic implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration TURN_WITHIN = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final AvroDeserializer<WhatsAppEvent> deserializer;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  public EventTopic(KafkaSettings settings, AvroDeserializer<WhatsAppEvent> deserializer) {
    this.settings = settings;
    this.deserializer = deserializer;
  }

  /**
   * Some events in the order of a partition; what cannot be decoded is left out.
   *
   * @param next where to go on
   */
  record Part(List<DecodedRecord<WhatsAppEvent>> events, long next) {}

  /** For each partition the place of what comes next. */
  List<Long> ends() {
    return with(it -> ordered(it.endOffsets(assigned(it), PATIENCE)));
  }

  /** For each partition the first place of that time or later, or what comes next. */
  List<Long> placesAt(Instant time) {
    return with(
        it -> {
          Map<TopicPartition, Long> places = new HashMap<>(it.endOffsets(assigned(it), PATIENCE));
          Map<TopicPartition, Long> wanted = new HashMap<>();
          places.keySet().forEach(partition -> wanted.put(partition, time.toEpochMilli()));
          it.offsetsForTimes(wanted, PATIENCE)
              .forEach(
                  (partition, found) -> {
                    if (found != null) {
                      places.put(partition, found.offset());
                    }
                  });
          return ordered(places);
        });
  }

  /**
   * What is there from a place on, before an end; what is no longer there is passed over, and all
   * of it if the topic was made anew.
   */
  Part read(EventPlace from, long end) {
    return with(
        it -> {
          TopicPartition partition = new TopicPartition(Topics.EVENTS, from.partition());
          it.assign(List.of(partition));
          it.seek(partition, from.offset());
          List<ConsumerRecord<byte[], byte[]>> records =
              it.poll(PATIENCE).records(partition).stream()
                  .filter(record -> record.offset() >= from.offset() && record.offset() < end)
                  .toList();
          long next = it.position(partition, PATIENCE);
          if (next == from.offset()) {
            throw new TimeoutException("No answer from " + partition);
          }
          return new Part(decoded(records), next < from.offset() ? end : Math.min(end, next));
        });
  }

  /** The event at a place; empty if it is no longer there. */
  Optional<DecodedRecord<WhatsAppEvent>> read(EventPlace place) {
    return read(place, place.offset() + 1).events().stream()
        .filter(event -> event.raw().offset() == place.offset())
        .findFirst();
  }

  private List<DecodedRecord<WhatsAppEvent>> decoded(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().flatMap(record -> decoded(record).stream()).toList();
  }

  private Optional<DecodedRecord<WhatsAppEvent>> decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(new DecodedRecord<>(deserializer.decode(record.value()), record));
    } catch (UndecodableRecordException e) {
      // It was a dead letter when it came, and is not made one again.
      return Optional.empty();
    }
  }

  /** All partitions, assigned: the client warns of offsets of others. */
  private static List<TopicPartition> assigned(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EVENTS, PATIENCE).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    return partitions;
  }

  private static List<Long> ordered(Map<TopicPartition, Long> places) {
    return places.entrySet().stream()
        .sorted(Map.Entry.comparingByKey((a, b) -> a.partition() - b.partition()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** A consumer that failed is replaced at the next call. */
  private <T> T with(Function<KafkaConsumer<byte[], byte[]>, T> work) {
    acquire();
    try {
      KafkaConsumer<byte[], byte[]> current = consumer;
      if (current == null) {
        current = new KafkaConsumer<>(KafkaClients.readerConfig(settings));
        consumer = current;
      }
      return work.apply(current);
    } catch (KafkaException e) {
      discard();
      throw e;
    } finally {
      turn.unlock();
    }
  }

  private void acquire() {
    try {
      if (!turn.tryLock(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException("Too many read the topic at once");
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void discard() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      consumer = null;
    }
  }

  @Override
  public void close() {
    acquire();
    try {
      discard();
    } finally {
      turn.unlock();
    }
  }
}
