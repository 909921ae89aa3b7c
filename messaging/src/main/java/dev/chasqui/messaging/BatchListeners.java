package dev.chasqui.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.GenericMessageListener;

/**
 * Listener containers that hand over batches of bytes and commit a batch once its listener has
 * returned. A batch whose listener throws, whatever it throws, is retried until it succeeds, after
 * 0.1 s first and 10 s at most; its partitions wait, nothing is skipped.
 */
public final class BatchListeners {

  private static final Duration AUTH_RETRY = Duration.ofSeconds(10);

  /** A consumer commits between polls, and one that finds nothing lasts so long. */
  private static final Duration COMMIT_WITHIN = Duration.ofMillis(500);

  private BatchListeners() {}

  /**
   * A container for one listener: a lifecycle bean, to be started by the application context or by
   * hand.
   *
   * @param concurrency consumer threads, at least 1
   * @param meters where the consumers' own metrics go, their lag above all, and how often they fail
   */
  public static ConcurrentMessageListenerContainer<byte[], byte[]> container(
      KafkaSettings settings,
      MeterRegistry meters,
      String groupId,
      int concurrency,
      BatchMessageListener<byte[], byte[]> listener,
      String... topics) {
    BatchMessageListener<byte[], byte[]> retried =
        batch -> withoutErrors(() -> listener.onMessage(batch));
    return container(
        factory(settings, meters, groupId, concurrency, AckMode.BATCH), groupId, retried, topics);
  }

  /** The same for one that says when a batch is done. */
  public static ConcurrentMessageListenerContainer<byte[], byte[]> container(
      KafkaSettings settings,
      MeterRegistry meters,
      String groupId,
      int concurrency,
      LastingWork listener,
      String... topics) {
    BatchAcknowledgingMessageListener<byte[], byte[]> acknowledging =
        (batch, acknowledgment) ->
            withoutErrors(
                () -> listener.accept(batch, Objects.requireNonNull(acknowledgment)::acknowledge));
    ConcurrentMessageListenerContainer<byte[], byte[]> container =
        container(
            factory(settings, meters, groupId, concurrency, AckMode.MANUAL),
            groupId,
            acknowledging,
            topics);
    ContainerProperties properties = container.getContainerProperties();
    properties.setPollTimeout(COMMIT_WITHIN.toMillis());
    properties.setConsumerRebalanceListener(
        new ConsumerAwareRebalanceListener() {
          @Override
          public void onPartitionsRevokedBeforeCommit(
              Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            listener.finish();
          }
        });
    return container;
  }

  private static ConcurrentMessageListenerContainer<byte[], byte[]> container(
      ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory,
      String name,
      GenericMessageListener<?> listener,
      String... topics) {
    ConcurrentMessageListenerContainer<byte[], byte[]> container = factory.createContainer(topics);
    container.setBeanName(name);
    container.setupMessageListener(listener);
    return container;
  }

  /** A container stops for good at an Error, such as one batch that did not fit into memory. */
  private static void withoutErrors(Runnable listener) {
    try {
      listener.run();
    } catch (Error e) {
      throw new KafkaException(e.toString(), e);
    }
  }

  private static ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory(
      KafkaSettings settings,
      MeterRegistry meters,
      String groupId,
      int concurrency,
      AckMode ackMode) {
    Map<String, Object> config = KafkaClients.consumerConfig(settings, groupId);
    OutageLog outages = new OutageLog(groupId, meters);
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory =
        new ConcurrentKafkaListenerContainerFactory<>();
    var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(config);
    consumers.addListener(new MicrometerConsumerListener<>(meters));
    factory.setConsumerFactory(consumers);
    factory.setBatchListener(true);
    factory.setConcurrency(concurrency);
    RetryForEver retries = new RetryForEver(outages);
    // That a batch was taken at last does not say that it is done.
    retries.setAckAfterHandle(ackMode == AckMode.BATCH);
    factory.setCommonErrorHandler(retries);
    factory.setBatchInterceptor(outages);
    ContainerProperties properties = factory.getContainerProperties();
    properties.setAckMode(ackMode);
    properties.setGroupId(groupId);
    properties.setMissingTopicsFatal(false);
    // Without this a container stops for good when the broker refuses its credentials once.
    properties.setAuthExceptionRetryInterval(AUTH_RETRY);
    return factory;
  }
}
