package dev.chasqui.benchmarks.peers;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Confluent's Parallel Consumer with its own settings, but for order and concurrency. */
final class ParallelConsumer {

  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(2);

  private ParallelConsumer() {}

  /** Starts it; close it. */
  static AutoCloseable start(PeerOrder order, Posts posts) {
    ParallelConsumerOptions<byte[], byte[]> options =
        ParallelConsumerOptions.<byte[], byte[]>builder()
            .consumer(new KafkaConsumer<>(Consumers.settings(order)))
            .ordering(order.peer() == Peer.BY_KEY ? ProcessingOrder.KEY : ProcessingOrder.UNORDERED)
            .maxConcurrency(order.concurrency())
            .shutdownTimeout(STOPPED_WITHIN)
            .build();
    ParallelStreamProcessor<byte[], byte[]> processor =
        ParallelStreamProcessor.createEosStreamProcessor(options);
    processor.subscribe(List.of(order.topic()));
    processor.poll(context -> posts.post(context.getSingleConsumerRecord()));
    return processor::closeDontDrainFirst;
  }
}
