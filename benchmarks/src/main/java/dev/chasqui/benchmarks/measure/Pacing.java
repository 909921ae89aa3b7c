package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.control.Micros;
import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.system.Receiver.Receipts;
import dev.chasqui.benchmarks.system.RelaySystem;
import dev.chasqui.benchmarks.system.Waiting;
import java.time.Duration;
import java.util.Arrays;

/** Produces a batch evenly over time, and knows when. For one thread. */
final class Pacing {

  private final RelaySystem system;
  private final EventBatch batch;
  private final Duration length;
  private final long[] producedAt;

  Pacing(RelaySystem system, EventBatch batch, Duration length) {
    this.system = system;
    this.batch = batch;
    this.length = length;
    this.producedAt = new long[batch.size()];
  }

  void produce(String topic) {
    long began = System.nanoTime();
    for (int i = 0; i < batch.size(); i++) {
      Waiting.untilNanos(began + i * length.toNanos() / batch.size());
      producedAt[i] = Micros.now();
      system.events().produce(topic, batch, i);
    }
  }

  /** Returns once all are received, or after a time. */
  void awaitAll(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    Waiting.until(
        "the webhooks",
        most.multipliedBy(2),
        () -> System.nanoTime() > end || system.receiver().received().distinct() == batch.size());
  }

  Delays delays() {
    long now = Micros.now();
    Receipts receipts = system.receiver().receipts();
    long[] receivedAt = new long[batch.size()];
    for (int i = receipts.indexes().length - 1; i >= 0; i--) {
      receivedAt[receipts.indexes()[i]] = receipts.micros()[i];
    }
    long[] delays = new long[batch.size()];
    Arrays.setAll(delays, i -> (receivedAt[i] == 0 ? now : receivedAt[i]) - producedAt[i]);
    return new Delays(delays, (int) Arrays.stream(receivedAt).filter(at -> at == 0).count());
  }
}
