package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Records portions of batches in their order, each once its attempts are over, beside what is
 * attempted next, since one waits for the database and the other for subscribers. What comes while
 * one is recorded, and for a moment after, is recorded together then, as long as it is little: a
 * transaction costs more than what it records of a portion of two. More than a little waits until
 * nothing is left but what is being recorded. What cannot be recorded now is tried again until it
 * is. Used by one thread.
 */
final class PortionRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(PortionRecorder.class);
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 5_000;

  /** What is recorded together, and what follows then. */
  private static final class Together {

    private final Map<String, Addressed> deliveries = new LinkedHashMap<>();
    private final List<AttemptRound> attempts = new ArrayList<>();
    private final List<Runnable> steps = new ArrayList<>();
  }

  private final Consumer<Collection<Addressed>> recorder;
  private final Executor threads;
  private final int little;
  private final Duration apart;
  private final Duration patience;

  /** The attempts of what was given last; null at first. */
  private @Nullable AttemptRound latest;

  // Guarded by this, as their content is.
  private Together next = new Together();
  private @Nullable Together underWay;

  /** Whether somebody waits until something is recorded. */
  private boolean awaited;

  /** Why nothing is recorded any more. */
  private @Nullable Throwable end;

  /** Why that which is under way is not recorded yet, if that was tried in vain. */
  private volatile @Nullable Throwable failure;

  /**
   * @param recorder returns once deliveries are recorded, and throws if they cannot be
   * @param threads ended by interrupting them
   * @param little how many may be not recorded yet, those under way among them, when more than what
   *     is under way may be given
   * @param apart how long after one recording has begun the next one does, unless somebody waits
   * @param patience for how long more than that wait
   */
  PortionRecorder(
      Consumer<Collection<Addressed>> recorder,
      Executor threads,
      int little,
      Duration apart,
      Duration patience) {
    this.recorder = recorder;
    this.threads = threads;
    this.little = little;
    this.apart = apart;
    this.patience = patience;
  }

  /** Whether a delivery of this key was given, and may not be in the log yet. */
  synchronized boolean has(String key) {
    return next.deliveries.containsKey(key)
        || (underWay != null && underWay.deliveries.containsKey(key));
  }

  /**
   * Returns once a portion may be attempted: of what was given before only a few wait for their
   * attempt, and not too much is not recorded; throws if that could not be recorded in time.
   *
   * @param deliveries how many the portion has
   */
  void awaitRoom(int deliveries) throws InterruptedException {
    if (latest != null) {
      latest.awaitBegun();
    }
    await(() -> failure == null && (next.deliveries.isEmpty() || isLittle(deliveries)));
  }

  /**
   * Has a portion recorded once its attempts are over, after those before.
   *
   * @param deliveries by their keys
   */
  synchronized void record(Map<String, Addressed> deliveries, AttemptRound attempts) {
    latest = attempts;
    next.deliveries.putAll(deliveries);
    next.attempts.add(attempts);
    if (underWay == null) {
      begin();
      try {
        threads.execute(this::recordAll);
      } catch (Throwable e) {
        underWay = null;
        throw e;
      }
    }
  }

  private synchronized boolean isLittle(int more) {
    int before = next.deliveries.size() + (underWay == null ? 0 : underWay.deliveries.size());
    return before + more <= little;
  }

  /**
   * Runs a step once all that was given before is recorded, on this thread or another, and after
   * the steps before; or never.
   */
  void then(Runnable step) {
    if (!putsOff(step)) {
      run(step);
    }
  }

  private synchronized boolean putsOff(Runnable step) {
    if (underWay == null) {
      return false;
    }
    (next.deliveries.isEmpty() ? underWay : next).steps.add(step);
    notifyAll();
    return true;
  }

  private static void run(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      // Also an Error: without it, nothing that this consumer takes would be recorded any more.
      LOG.error("What follows a recording failed", e);
    }
  }

  /**
   * Returns once all is recorded and what was to follow is done; throws if that is not possible in
   * time.
   */
  synchronized void await() {
    try {
      await(() -> underWay == null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while earlier deliveries are recorded", e);
    }
  }

  private synchronized void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (end == null && !condition.getAsBoolean()) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          throw new KafkaException(
              "Earlier deliveries are not recorded yet" + because(failure), failure);
        }
        awaited = true;
        notifyAll();
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } finally {
      awaited = false;
    }
    if (end != null) {
      throw new KafkaException("Earlier deliveries are not recorded any more", end);
    }
  }

  private synchronized void begin() {
    underWay = next;
    next = new Together();
    notifyAll();
  }

  private synchronized void end(Throwable why) {
    end = why;
    notifyAll();
  }

  private void recordAll() {
    try {
      Together now = underWay();
      while (now != null) {
        for (AttemptRound attempts : now.attempts) {
          awaitEnd(attempts);
        }
        long notBefore = System.nanoTime() + apart.toNanos();
        untilDone(now.deliveries.values());
        now = afterwards(now, notBefore);
      }
    } catch (InterruptedException e) {
      LOG.debug("Nothing more is recorded", e);
      end(e);
    } catch (Throwable e) {
      LOG.error("What this consumer takes is not recorded any more, until a restart", e);
      end(e);
    }
  }

  /** What became of each attempt is known without it; uncaught, it would end all recording. */
  private static void awaitEnd(AttemptRound attempts) throws InterruptedException {
    try {
      attempts.end();
    } catch (RuntimeException | Error e) {
      LOG.error(
          "What a portion's attempts came to could not be noted; it is recorded all the same", e);
    }
  }

  private synchronized @Nullable Together underWay() {
    return underWay;
  }

  /**
   * What is recorded next, once what follows on this is done and it is time; null if there is
   * nothing then, and what comes later is another thread's.
   */
  private @Nullable Together afterwards(Together recorded, long notBefore)
      throws InterruptedException {
    while (true) {
      Runnable step;
      synchronized (this) {
        recorded.deliveries.clear();
        rest(recorded, notBefore);
        if (recorded.steps.isEmpty()) {
          goOn();
          return underWay;
        }
        step = recorded.steps.removeFirst();
      }
      run(step);
    }
  }

  /** Until it is time, somebody waits, or there is something to do. */
  private synchronized void rest(Together recorded, long until) throws InterruptedException {
    long left = until - System.nanoTime();
    while (!awaited && recorded.steps.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = until - System.nanoTime();
    }
  }

  private synchronized void goOn() {
    if (next.deliveries.isEmpty()) {
      underWay = null;
      notifyAll();
    } else {
      begin();
    }
  }

  private void untilDone(Collection<Addressed> deliveries) throws InterruptedException {
    BackOffExecution waits = waits();
    while (!isRecorded(deliveries)) {
      TimeUnit.MILLISECONDS.sleep(waits.nextBackOff());
    }
  }

  private static BackOffExecution waits() {
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_WAIT_MS, 2);
    backOff.setMaxInterval(LONGEST_WAIT_MS);
    return backOff.start();
  }

  private boolean isRecorded(Collection<Addressed> deliveries) {
    try {
      recorder.accept(deliveries);
      if (failure != null) {
        LOG.info("What was delivered can be recorded again");
      }
      failure = null;
      return true;
    } catch (Throwable e) {
      Throwable before = failure;
      failure = e;
      if (!because(e).equals(because(before))) {
        LOG.warn(
            "{} deliveries cannot be recorded now, trying on{}", deliveries.size(), because(e));
        LOG.debug("The failure", e);
      }
      return false;
    }
  }

  private static String because(@Nullable Throwable failure) {
    return failure == null ? "" : ": " + failure;
  }
}
