package dev.chasqui.relay.delivery;

import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/**
 * The first attempts of one batch at one subscription. Once it is closed no attempt begins any
 * more, so what the batch then records as not begun stays so. Thread-safe.
 */
final class AttemptRound {

  private final Queue<Delivery> waiting;
  private final BegunAttempts begunAttempts;
  private final long until;
  private final CountDownLatch ended;
  private final List<Begun> begun = new ArrayList<>();
  private boolean closed;

  /**
   * @param posters how many take from it
   * @param until when it ends, by {@link System#nanoTime}
   */
  AttemptRound(
      Collection<Delivery> deliveries, BegunAttempts begunAttempts, int posters, long until) {
    this.waiting = new ArrayDeque<>(deliveries);
    this.begunAttempts = begunAttempts;
    this.until = until;
    this.ended = new CountDownLatch(posters);
  }

  /** Counts the posters that have ended. */
  CountDownLatch ended() {
    return ended;
  }

  /** Begins the next attempt; empty if there is none, or the time is over. */
  synchronized Optional<Begun> next() {
    Delivery delivery = closed || System.nanoTime() - until >= 0 ? null : waiting.poll();
    if (delivery == null) {
      return Optional.empty();
    }
    Begun one = begunAttempts.begin(delivery);
    begun.add(one);
    return Optional.of(one);
  }

  /** Ends the round and gives what is still under way. */
  synchronized List<Begun> close() {
    closed = true;
    return begun.stream().filter(one -> !one.attempt().isDone()).toList();
  }
}
