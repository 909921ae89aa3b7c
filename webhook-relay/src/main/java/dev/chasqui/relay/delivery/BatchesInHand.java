package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;

/**
 * Batches that are being delivered and recorded: each thread's are recorded in their order, beside
 * what it does next, be it its next batch. A batch is done, and its offsets can be committed, when
 * all of it is recorded; until then no other thread gets its partitions. Thread-safe.
 */
final class BatchesInHand implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchesInHand.class);

  /** How long a batch waits for the one before, or another consumer's, to be recorded. */
  private static final Duration RECORDED_WITHIN = Duration.ofSeconds(10);

  /**
   * How many deliveries of a thread may be posted and not recorded, in any number of portions.
   * Beyond that it goes on when no more than what is being recorded is left, so that no more than
   * two come twice if this process dies.
   */
  private static final int LITTLE = 250;

  /**
   * Few enough transactions that small batches cost little; not long, since what was posted
   * meanwhile comes twice if this process dies, and what goes through the queue begins later.
   */
  private static final Duration RECORDED_APART = Duration.ofMillis(20);

  private static final Duration ENDED_WITHIN = Duration.ofSeconds(1);

  private final Partitions partitions = new Partitions();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ThreadLocal<PortionRecorder> recorders;

  /**
   * @param recorder returns once a portion is recorded, and throws if it cannot be
   */
  BatchesInHand(Consumer<Collection<Addressed>> recorder) {
    this.recorders =
        ThreadLocal.withInitial(
            () -> new PortionRecorder(recorder, threads, LITTLE, RECORDED_APART, RECORDED_WITHIN));
  }

  /**
   * Takes a batch's partitions, has it delivered, and gives them back once all of it is recorded.
   * Throws if the whole batch is to be taken again.
   *
   * @param delivery delivers the batch, and gives its portions to this thread's recorder
   * @param done runs once all is recorded, on any thread
   */
  void take(
      List<ConsumerRecord<byte[], byte[]>> batch,
      Consumer<PortionRecorder> delivery,
      Runnable done) {
    PortionRecorder recorder = recorders.get();
    Set<TopicPartition> taken = partitionsOf(batch);
    take(taken, recorder);
    try {
      delivery.accept(recorder);
      recorder.then(done);
    } finally {
      recorder.then(() -> partitions.giveBack(taken));
    }
  }

  private static Set<TopicPartition> partitionsOf(List<ConsumerRecord<byte[], byte[]>> batch) {
    return batch.stream()
        .map(record -> new TopicPartition(record.topic(), record.partition()))
        .collect(Collectors.toSet());
  }

  private void take(Set<TopicPartition> of, PortionRecorder recorder) {
    try {
      if (!partitions.take(of, recorder, RECORDED_WITHIN)) {
        throw new KafkaException(
            "Another consumer's deliveries of " + of + " are not recorded yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting for " + of, e);
    }
  }

  /** Returns once all that this thread has taken is recorded, or that takes too long. */
  void finish() {
    try {
      recorders.get().await();
    } catch (RuntimeException e) {
      LOG.warn(
          "Deliveries that are not recorded yet may be made by others again: {}", e.toString());
    }
  }

  /** Ends what cannot be recorded: it is delivered again by who takes it next. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(RECORDED_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
        threads.shutdownNow();
        var _ = threads.awaitTermination(ENDED_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
