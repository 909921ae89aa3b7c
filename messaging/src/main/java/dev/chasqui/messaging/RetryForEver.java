package dev.chasqui.messaging;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Retries a failed batch until it succeeds or the container stops, or, of work that lasts, until
 * others have a partition of it. Thread-safe.
 */
final class RetryForEver extends DefaultErrorHandler {

  private static final long FIRST_RETRY_MS = 100;
  private static final long LONGEST_RETRY_MS = 10_000;

  private final OutageLog outages;

  RetryForEver(OutageLog outages) {
    super(backOff());
    this.outages = outages;
    // By default a ClassCastException and some others are logged and their records skipped.
    setClassifications(Map.of(), true);
    setRetryListeners(outages);
  }

  private static ExponentialBackOff backOff() {
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY_MS, 2);
    backOff.setMaxInterval(LONGEST_RETRY_MS);
    return backOff;
  }

  @Override
  public void handleBatch(
      Exception failure,
      ConsumerRecords<?, ?> records,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable listener) {
    try {
      super.handleBatch(
          failure, records, consumer, container, () -> again(records, consumer, listener));
    } catch (KafkaException e) {
      throw container.isRunning() ? e : quietly(e);
    }
  }

  /**
   * If others have got some of it meanwhile, they do that; of the rest a new batch is made. Where
   * the whole batch is committed when this returns, it has to be taken whole.
   */
  private void again(ConsumerRecords<?, ?> records, Consumer<?, ?> consumer, Runnable listener) {
    Set<TopicPartition> ours = consumer.assignment();
    if (isAckAfterHandle() || ours.containsAll(records.partitions())) {
      listener.run();
      return;
    }
    outages.forget(records.partitions());
    for (TopicPartition partition : records.partitions()) {
      if (ours.contains(partition)) {
        consumer.seek(partition, records.records(partition).getFirst().offset());
      }
    }
  }

  /** A stop is no error: without this it would be logged as one, with its stack trace. */
  private static KafkaException quietly(KafkaException stopped) {
    return new KafkaException("Stopped during retries", KafkaException.Level.DEBUG, stopped);
  }
}
