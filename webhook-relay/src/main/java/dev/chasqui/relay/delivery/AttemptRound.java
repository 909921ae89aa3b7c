package dev.chasqui.relay.delivery;

import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The first attempts of one portion. Once it is over no attempt begins any more, so what is then
 * recorded as not begun stays so. Thread-safe.
 */
final class AttemptRound {

  private final BegunAttempts begunAttempts;
  private final long until;
  private final Consumer<List<Begun>> overdue;
  private final CountDownLatch waiting;
  private final CountDownLatch unfinished;
  private final List<Begun> begun = new ArrayList<>();
  private boolean over;

  /**
   * @param deliveries how many there are to attempt
   * @param until when it is over at the latest, by {@link System#nanoTime}
   * @param overdue gets what is still under way when it is over
   */
  AttemptRound(
      int deliveries, BegunAttempts begunAttempts, long until, Consumer<List<Begun>> overdue) {
    this.begunAttempts = begunAttempts;
    this.until = until;
    this.overdue = overdue;
    this.waiting = new CountDownLatch(deliveries);
    this.unfinished = new CountDownLatch(deliveries);
  }

  /** Begins one of its attempts; empty if it is over. {@link #ended} follows in any case. */
  Optional<Begun> begin(Delivery delivery) {
    waiting.countDown();
    return isOver() ? Optional.empty() : beginNow(delivery);
  }

  private boolean isOver() {
    return System.nanoTime() - until >= 0;
  }

  private synchronized Optional<Begun> beginNow(Delivery delivery) {
    if (over) {
      return Optional.empty();
    }
    Begun one = begunAttempts.begin(delivery);
    begun.add(one);
    return Optional.of(one);
  }

  /** An attempt is done, or was not begun. */
  void ended() {
    unfinished.countDown();
  }

  /** One of its deliveries is not attempted at all. */
  void leaveOut() {
    waiting.countDown();
    unfinished.countDown();
  }

  /** Returns once no attempt waits to begin. */
  void awaitBegun() throws InterruptedException {
    var _ = waiting.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Returns once it is over: all attempts are done, or the time is up. */
  void await() throws InterruptedException {
    try {
      var _ = unfinished.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } finally {
      overdue.accept(close());
    }
  }

  private synchronized List<Begun> close() {
    over = true;
    return begun.stream().filter(one -> !one.attempt().isDone()).toList();
  }
}
