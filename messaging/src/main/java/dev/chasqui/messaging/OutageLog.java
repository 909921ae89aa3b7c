package dev.chasqui.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.RetryListener;

/**
 * Says in one line that a batch fails and is being retried, in one when the reason changes, and in
 * one when it works again; no stack trace for each retry. Counts the attempts that failed.
 * Thread-safe.
 */
final class OutageLog implements RetryListener, BatchInterceptor<byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private record Outage(String reason, int attempts) {}

  private final String groupId;
  private final Counter failures;
  private final Map<TopicPartition, Outage> outages = new ConcurrentHashMap<>();

  OutageLog(String groupId, MeterRegistry meters) {
    this.groupId = groupId;
    this.failures =
        Counter.builder("chasqui.consumer.failures")
            .description("Attempts to take a batch that failed and are repeated")
            .tag("group", groupId)
            .register(meters);
  }

  @Override
  public void failedDelivery(
      ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
    // Only batches are listened to.
  }

  @Override
  public void failedDelivery(
      ConsumerRecords<?, ?> records, @Nullable Exception failure, int attempt) {
    failures.increment();
    for (TopicPartition partition : records.partitions()) {
      Outage now = new Outage(reason(failure), attempt);
      Outage before = outages.put(partition, now);
      if (before == null || !before.reason().equals(now.reason())) {
        LOG.warn(
            "consumer {}: {} records of {} from offset {} failed and are retried until they"
                + " succeed: {}",
            groupId,
            records.records(partition).size(),
            partition,
            records.records(partition).getFirst().offset(),
            now.reason());
        LOG.debug("consumer {}: the failure", groupId, failure);
      }
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> intercept(
      ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
    return records;
  }

  @Override
  public void success(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
    for (TopicPartition partition : records.partitions()) {
      Outage over = outages.remove(partition);
      if (over != null) {
        LOG.info(
            "consumer {}: {} works again after {} failed attempts",
            groupId,
            partition,
            over.attempts());
      }
    }
  }

  /** Forgets outages of partitions that are others' now. */
  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(outages::remove);
  }

  private static String reason(@Nullable Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause instanceof ListenerExecutionFailedException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "unknown" : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
