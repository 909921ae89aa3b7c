package dev.chasqui.relay.delivery;

import dev.chasqui.relay.delivery.BegunAttempts.Begun;
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

  private final BegunAttempts begunAttempts;
  private final long until;
  private final Predicate<String> isSlow;
  private final Consumer<List<Begun>> overdue;

  // Guarded by this.
  private final Map<String, Integer> unfinished = new HashMap<>();
  private final List<Begun> begun = new ArrayList<>();
  private int waiting;
  private boolean over;

  /**
   * @param until when it is over at the latest, by {@link System#nanoTime}
   * @param isSlow whether a subscription is not waited for
   * @param overdue gets what is still under way when it is over
   */
  AttemptRound(
      Collection<Delivery> deliveries,
      BegunAttempts begunAttempts,
      long until,
      Predicate<String> isSlow,
      Consumer<List<Begun>> overdue) {
    this.begunAttempts = begunAttempts;
    this.until = until;
    this.isSlow = isSlow;
    this.overdue = overdue;
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
    notifyAll();
  }

  /** Returns once no more than so many wait for their attempt, or it is over. */
  synchronized void awaitBegun(int allBut) throws InterruptedException {
    await(() -> over || waiting <= allBut);
  }

  /**
   * Returns once it is over: all attempts are done but those at slow subscriptions, or the time is
   * up.
   */
  void await() throws InterruptedException {
    try {
      awaitEnd();
    } finally {
      overdue.accept(close());
    }
  }

  private synchronized void awaitEnd() throws InterruptedException {
    await(() -> unfinished.keySet().stream().allMatch(isSlow));
  }

  private synchronized void await(BooleanSupplier condition) throws InterruptedException {
    long left = until - System.nanoTime();
    while (left > 0 && !condition.getAsBoolean()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = until - System.nanoTime();
    }
  }

  private synchronized List<Begun> close() {
    over = true;
    notifyAll();
    return begun.stream().filter(one -> !one.attempt().isDone()).toList();
  }
}
