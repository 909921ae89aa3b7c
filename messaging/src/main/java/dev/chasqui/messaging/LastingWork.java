package dev.chasqui.messaging;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A listener whose work on a batch may last beyond its call: so it can begin with the next one.
 * Thread-safe if several consumers have it.
 */
public interface LastingWork {

  /**
   * Takes a batch, on its consumer's thread; throws if the whole batch is to be taken again.
   *
   * @param done to be run, by any thread and once all batches of this thread before are done, when
   *     the batch need not be taken again; its offsets are committed some time after that
   */
  void accept(List<ConsumerRecord<byte[], byte[]>> batch, Runnable done);

  /**
   * Waits for what this thread's batches have left to do, or gives up after a time: called before
   * others get their partitions.
   */
  void finish();
}
