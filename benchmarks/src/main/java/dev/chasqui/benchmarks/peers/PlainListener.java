package dev.chasqui.benchmarks.peers;

import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

/** What {@code @KafkaListener} makes of a method that posts, with Spring's own settings. */
final class PlainListener {

  private PlainListener() {}

  /** Starts it; close it. */
  static AutoCloseable start(PeerOrder order, Posts posts) {
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(Consumers.settings(order)));
    factory.setConcurrency(order.concurrency());
    ConcurrentMessageListenerContainer<byte[], byte[]> container =
        factory.createContainer(order.topic());
    container.getContainerProperties().setGroupId(order.group());
    // Not after the whole of its last poll, which may take minutes.
    container.getContainerProperties().setStopImmediate(true);
    container.setupMessageListener((MessageListener<byte[], byte[]>) posts::post);
    container.start();
    return container::stop;
  }
}
