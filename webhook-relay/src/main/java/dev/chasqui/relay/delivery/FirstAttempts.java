package dev.chasqui.relay.delivery;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes first attempts straight from a batch, a bounded number at once to each subscription, and
 * for a bounded time: what is not begun or not done by then goes to the queue, so that a slow
 * subscriber holds up no batch. While a subscription has an attempt that took longer than that, no
 * batch waits for it. Thread-safe.
 */
final class FirstAttempts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAttempts.class);

  private final Attempts attempts;
  private final BegunAttempts begun;
  private final Duration patience;
  private final int inFlight;
  private final AnswerTimes times = new AnswerTimes(Ticker.systemTicker());

  /** Attempts under way that a batch has not waited for, by subscription. */
  private final Map<String, Integer> overdue = new ConcurrentHashMap<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param patience how long a batch waits for its attempts
   * @param inFlight attempts of a batch at once to one subscription
   */
  FirstAttempts(Attempts attempts, BegunAttempts begun, Duration patience, int inFlight) {
    this.attempts = attempts;
    this.begun = begun;
    this.patience = patience;
    this.inFlight = inFlight;
  }

  /**
   * Whether a batch has given up waiting for an attempt to this subscription that still goes on.
   */
  boolean isSlow(String subscription) {
    return overdue.containsKey(subscription);
  }

  /** Whether a subscription has taken deliveries of late, each in a moment. */
  boolean isWell(String subscription) {
    return times.isWell(subscription);
  }

  /**
   * Attempts deliveries; when it returns, all are done or the time is over and no more begin.
   *
   * @param deliveries no more than a {@link Portion} of them, so that the time suffices
   */
  void run(List<Delivery> deliveries) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    List<AttemptRound> rounds = new ArrayList<>();
    Map<String, List<Delivery>> grouped = bySubscription(deliveries);
    grouped.forEach(
        (subscription, its) ->
            rounds.add(start(its, posters(subscription, its.size(), grouped.size()), until)));
    try {
      for (AttemptRound round : rounds) {
        if (!round.ended().await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } finally {
      rounds.forEach(this::close);
    }
  }

  /** Forgets how quick subscriptions were that have taken nothing for a time. */
  void forgetOld() {
    times.forgetOld();
  }

  @Override
  public void close() {
    threads.close();
  }

  private static Map<String, List<Delivery>> bySubscription(List<Delivery> deliveries) {
    Map<String, List<Delivery>> grouped = new LinkedHashMap<>();
    deliveries.forEach(
        delivery ->
            grouped
                .computeIfAbsent(delivery.subscriptionId(), id -> new ArrayList<>())
                .add(delivery));
    return grouped;
  }

  private int posters(String subscription, int deliveries, int subscriptions) {
    return Math.min(inFlight, times.posters(subscription, deliveries, subscriptions));
  }

  private void note(String subscription, Attempt attempt) {
    switch (attempt.outcome()) {
      case Attempt.Delivered _ -> times.delivered(subscription, attempt.took());
      // By us, be it that it has as many as it may have: says nothing of the subscription.
      case Attempt.HeldBack _ -> {}
      default -> times.failed(subscription);
    }
  }

  private AttemptRound start(List<Delivery> deliveries, int posters, long until) {
    AttemptRound round = new AttemptRound(deliveries, begun, posters, until);
    for (int i = 0; i < posters; i++) {
      threads.execute(
          () -> {
            try {
              postAll(round);
            } finally {
              round.ended().countDown();
            }
          });
    }
    return round;
  }

  /** Until there is none left, or the endpoint may not be posted to: the rest is queued then. */
  private void postAll(AttemptRound round) {
    boolean goOn = true;
    while (goOn) {
      goOn = round.next().map(this::post).orElse(false);
    }
  }

  private boolean post(Begun one) {
    try {
      Attempt attempt = attempts.attempt(one.delivery(), 1);
      note(one.delivery().subscriptionId(), attempt);
      one.attempt().complete(attempt);
      return !(attempt.outcome() instanceof Attempt.HeldBack);
    } catch (Throwable e) {
      one.attempt().completeExceptionally(e);
      LOG.error("The first attempt of delivery {} failed", one.delivery().key(), e);
      return true;
    }
  }

  private void close(AttemptRound round) {
    for (Begun one : round.close()) {
      String subscription = one.delivery().subscriptionId();
      overdue.merge(subscription, 1, Integer::sum);
      var _ = one.attempt().whenComplete((attempt, failure) -> leave(overdue, subscription));
    }
  }

  private static void leave(Map<String, Integer> counts, String subscription) {
    counts.computeIfPresent(subscription, (id, count) -> count == 1 ? null : count - 1);
  }
}
