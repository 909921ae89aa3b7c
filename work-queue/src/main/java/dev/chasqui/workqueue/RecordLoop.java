package dev.chasqui.workqueue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what became of a worker's leases, in batches, and keeps it until that succeeded. */
final class RecordLoop<R> {

  private static final Logger log = LoggerFactory.getLogger(RecordLoop.class);
  private static final Duration NAP = Duration.ofMillis(100);

  private final WorkerSettings settings;
  private final Recorder<R> recorder;
  private final Consumer<List<Lease>> release;
  private final IntConsumer recorded;
  private final Outage outage;

  /** In the order in which they came; each stays here until it is written, or troubled. */
  private final Queue<Ended<R>> unwritten = new ConcurrentLinkedQueue<>();

  private final Semaphore came = new Semaphore(0);
  private final List<Ended<R>> troubled = new ArrayList<>();
  private final Thread thread;
  private volatile boolean ending;
  private long triedTroubledAt = System.nanoTime();

  /** Writes all of them or, after an exception, none. */
  private interface Writer<T> {
    void write(List<T> batch) throws Exception;
  }

  RecordLoop(
      WorkerSettings settings,
      Recorder<R> recorder,
      Consumer<List<Lease>> release,
      IntConsumer recorded) {
    this.settings = settings;
    this.recorder = recorder;
    this.release = release;
    this.recorded = recorded;
    this.outage = new Outage(log, settings.owner() + ": recording");
    this.thread = Thread.ofVirtual().name(settings.owner() + "-record").start(this::run);
  }

  void add(Ended<R> one) {
    unwritten.add(one);
    came.release();
  }

  /**
   * Whether something that is still to be written ran out of time meanwhile, since the database was
   * away: who took it over now would do again what is done.
   */
  boolean isLate() {
    long now = System.nanoTime();
    return unwritten.stream().anyMatch(one -> one.lease().isOver(now));
  }

  /** Waits until all is written, within {@link WorkerSettings#closeWithin}. */
  void close() throws InterruptedException {
    ending = true;
    if (!thread.join(settings.closeWithin())) {
      abort();
    }
  }

  void abort() {
    thread.interrupt();
  }

  private void run() {
    try {
      List<Ended<R>> batch = next();
      while (!(batch.isEmpty() && ending)) {
        write(batch);
        batch.forEach(_ -> unwritten.remove());
        retryTroubled();
        batch = next();
      }
      write(List.copyOf(troubled));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first ones; none if none came for a while. */
  private List<Ended<R>> next() throws InterruptedException {
    if (unwritten.isEmpty()) {
      var _ = came.tryAcquire(NAP.toMillis(), TimeUnit.MILLISECONDS);
    }
    came.drainPermits();
    return unwritten.stream().limit(settings.batch()).toList();
  }

  private void write(List<Ended<R>> batch) throws InterruptedException {
    List<Ended.Done<R>> done = new ArrayList<>();
    List<Ended.GivenBack<R>> givenBack = new ArrayList<>();
    for (Ended<R> one : batch) {
      switch (one) {
        case Ended.Done<R> it -> done.add(it);
        case Ended.GivenBack<R> it -> givenBack.add(it);
      }
    }
    write(done, list -> recorder.record(list.stream().map(Ended.Done::handled).toList()));
    write(givenBack, list -> release.accept(list.stream().map(Ended.GivenBack::lease).toList()));
  }

  private <E extends Ended<R>> void write(List<E> batch, Writer<E> writer)
      throws InterruptedException {
    while (!batch.isEmpty()) {
      try {
        writer.write(batch);
        outage.over();
        recorded.accept(batch.size());
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | Error e) {
        if (!WorkQueueException.isTransient(e)) {
          writeEach(batch, writer, e);
          return;
        }
        Thread.sleep(outage.begunOrGoesOn(e));
      }
    }
  }

  /** One that can't be written must not hold up those that came with it. */
  private <E extends Ended<R>> void writeEach(List<E> batch, Writer<E> writer, Throwable failure)
      throws InterruptedException {
    if (batch.size() == 1) {
      String key = batch.getFirst().lease().key();
      log.error("{}: {} not recorded, will try again", settings.owner(), key, failure);
      troubled.add(batch.getFirst());
      return;
    }
    for (E one : batch) {
      write(List.of(one), writer);
    }
  }

  private void retryTroubled() throws InterruptedException {
    long now = System.nanoTime();
    if (troubled.isEmpty() || now - triedTroubledAt < Duration.ofSeconds(1).toNanos()) {
      return;
    }
    triedTroubledAt = now;
    List<Ended<R>> again = List.copyOf(troubled);
    troubled.clear();
    write(again);
  }
}
