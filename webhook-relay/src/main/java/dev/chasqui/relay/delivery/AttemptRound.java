package dev.chasqui.relay.delivery;

import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The first attempts of one portion. Once it is over no attempt begins any more, so what is then
 * recorded as not begun stays so. Thread-safe.
 */
final class AttemptRound {

  /** So few that the next portion's soon have their turn. */
  private static final int FEW = 16;

  /** Who turns out to be slow meanwhile tells no round. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final BegunAttempts begunAttempts;
  private final long began;
  private final long until;
  private final Predicate<String> isSlow;
  private final Consumer<Result> result;

  // Guarded by this.
  private final Map<String, Integer> unfinished = new HashMap<>();
  private final List<Begun> begun = new ArrayList<>();
  private int waiting;
  private long lastEnded;
  private boolean over;

  /**
   * What came of it.
   *
   * @param overdue attempts that are still under way
   * @param took until the last one that was waited for had ended; however late somebody asked
   */
  record Result(List<Begun> overdue, Duration took) {}

  /**
   * Begins now.
   *
   * @param patience how long it may take
   * @param isSlow whether a subscription is not waited for
   * @param result is told what came of it
   */
  AttemptRound(
      Collection<Delivery> deliveries,
      BegunAttempts begunAttempts,
      Duration patience,
      Predicate<String> isSlow,
      Consumer<Result> result) {
    this.begunAttempts = begunAttempts;
    this.began = System.nanoTime();
    this.until = began + patience.toNanos();
    this.lastEnded = began;
    this.isSlow = isSlow;
    this.result = result;
    this.waiting = deliveries.size();
    deliveries.forEach(it -> unfinished.merge(it.subscriptionId(), 1, Integer::sum));
  }

  /** Begins one of its attempts; empty if it is over. {@link #ended} follows in any case. */
  synchronized Optional<Begun> begin(Delivery delivery) {
    waitsNoMore();
    if (over || System.nanoTime() - until >= 0) {
      return Optional.empty();
    }
    Begun one = begunAttempts.begin(delivery);
    begun.add(one);
    return Optional.of(one);
  }

  /** An attempt is done, or was not begun. */
  synchronized void ended(Delivery delivery) {
    if (!isSlow.test(delivery.subscriptionId())) {
      lastEnded = System.nanoTime();
    }
    Integer left =
        unfinished.computeIfPresent(
            delivery.subscriptionId(), (_, count) -> count == 1 ? null : count - 1);
    if (left == null) {
      notifyAll();
    }
  }

  /** One of its deliveries is not attempted at all. */
  synchronized void leaveOut(Delivery delivery) {
    waitsNoMore();
    ended(delivery);
  }

  private synchronized void waitsNoMore() {
    waiting--;
    if (waiting == FEW) {
      notifyAll();
    }
  }

  /** Returns once all but a few of its attempts have begun, or it is over. */
  synchronized void awaitBegun() throws InterruptedException {
    await(() -> over || waiting <= FEW);
  }

  /**
   * Ends it, once all attempts are done but those at slow subscriptions, or the time is up. To be
   * called once.
   */
  void end() throws InterruptedException {
    try {
      awaitEnd();
    } finally {
      result.accept(close());
    }
  }

  private synchronized void awaitEnd() throws InterruptedException {
    await(this::hasEnded);
  }

  private synchronized boolean hasEnded() {
    return unfinished.keySet().stream().allMatch(isSlow);
  }

  private synchronized void await(BooleanSupplier condition) throws InterruptedException {
    long left = until - System.nanoTime();
    while (left > 0 && !condition.getAsBoolean()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_EVERY.toNanos()));
      left = until - System.nanoTime();
    }
  }

  private synchronized Result close() {
    over = true;
    notifyAll();
    long end = hasEnded() ? lastEnded : until;
    List<Begun> overdue = begun.stream().filter(one -> !one.attempt().isDone()).toList();
    begun.clear();
    return new Result(overdue, Duration.ofNanos(end - began));
  }
}
