package dev.chasqui.relay.delivery;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees to it that only one thread at a time has records of a partition in hand. After an outage two
 * may have the same ones: the one to which their partition went, and the one that is still retrying
 * them. Thread-safe.
 */
final class Partitions {

  private final ConcurrentMap<TopicPartition, ReentrantLock> locks = new ConcurrentHashMap<>();

  /** Does the work when nobody else has records of the same partitions in hand. */
  void alone(List<ConsumerRecord<byte[], byte[]>> batch, Runnable work) {
    List<ReentrantLock> taken =
        batch.stream()
            .map(record -> new TopicPartition(record.topic(), record.partition()))
            .distinct()
            // In one order, so that nobody waits in a circle.
            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
            .map(partition -> locks.computeIfAbsent(partition, _ -> new ReentrantLock()))
            .toList();
    taken.forEach(ReentrantLock::lock);
    try {
      work.run();
    } finally {
      taken.forEach(ReentrantLock::unlock);
    }
  }
}
