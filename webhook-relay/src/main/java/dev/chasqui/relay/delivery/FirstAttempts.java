package dev.chasqui.relay.delivery;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.relay.delivery.AttemptLine.Turn;
import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes first attempts straight from a batch's portions, a bounded number at once to each
 * subscription, and for a bounded time: what is not begun or not done by then goes to the queue, so
 * that a slow subscriber holds up no batch. While a subscription has an attempt that took longer
 * than that, no portion waits for it. Thread-safe.
 */
final class FirstAttempts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAttempts.class);

  private final Attempts attempts;
  private final BegunAttempts begun;
  private final Duration patience;
  private final int inFlight;
  private final AnswerTimes times = new AnswerTimes(Ticker.systemTicker());

  /** Of each subscription, so that a portion goes on where the one before has nothing to begin. */
  private final Map<String, AttemptLine> lines = new ConcurrentHashMap<>();

  /** Attempts under way that their portion has not waited for, by subscription. */
  private final Map<String, Integer> overdue = new ConcurrentHashMap<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param patience how long a portion waits for its attempts
   * @param inFlight attempts at once to one subscription
   */
  FirstAttempts(Attempts attempts, BegunAttempts begun, Duration patience, int inFlight) {
    this.attempts = attempts;
    this.begun = begun;
    this.patience = patience;
    this.inFlight = inFlight;
  }

  /** Whether a delivery's may begin: its subscription is not slow, and it was not begun before. */
  boolean mayBegin(Addressed delivery) {
    return !isSlow(delivery.to().id()) && begun.get(delivery.key()) == null;
  }

  /**
   * Whether a portion has given up waiting for an attempt to this subscription that still goes on.
   */
  boolean isSlow(String subscription) {
    return overdue.containsKey(subscription);
  }

  /** Whether a subscription has taken deliveries of late, each in a moment. */
  boolean isWell(String subscription) {
    return times.isWell(subscription);
  }

  /**
   * Begins to attempt deliveries, after those that were given before.
   *
   * @param deliveries no more than a {@link Portion} of them, so that the time suffices
   * @param took is told how long the attempts took, when they are over
   */
  AttemptRound begin(List<Delivery> deliveries, Consumer<Duration> took) {
    AttemptRound round =
        new AttemptRound(
            deliveries,
            begun,
            patience,
            this::isSlow,
            result -> {
              noteOverdue(result.overdue());
              took.accept(result.took());
            });
    Map<String, List<Delivery>> grouped = bySubscription(deliveries);
    grouped.forEach((subscription, its) -> lineUp(subscription, its, round, grouped.size()));
    return round;
  }

  /** Forgets how quick subscriptions were that have taken nothing for a time. */
  void forgetOld() {
    times.forgetOld();
    // Who adds to one just now has it posted all the same, beside those of another one.
    lines.values().removeIf(AttemptLine::isIdle);
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

  private void lineUp(
      String subscription, List<Delivery> deliveries, AttemptRound round, int subscriptions) {
    AttemptLine line = lines.computeIfAbsent(subscription, _ -> new AttemptLine());
    int more =
        line.add(
            deliveries,
            round,
            count -> times.posters(subscription, count, subscriptions),
            inFlight);
    for (int i = 0; i < more; i++) {
      startPoster(line);
    }
  }

  private void startPoster(AttemptLine line) {
    try {
      threads.execute(() -> postAll(line));
    } catch (RuntimeException | Error e) {
      // What waits goes to the queue if nobody else posts it.
      line.giveUp();
      LOG.error("First attempts cannot be made", e);
    }
  }

  private void noteOutcome(String subscription, Attempt attempt) {
    switch (attempt.outcome()) {
      case Attempt.Delivered _ -> times.delivered(subscription, attempt.took());
      // By us, be it that it has as many as it may have: says nothing of the subscription.
      case Attempt.HeldBack _ -> {}
      default -> times.failed(subscription);
    }
  }

  /** Until nobody waits, or the endpoint may not be posted to: the rest is queued then. */
  private void postAll(AttemptLine line) {
    Optional<Turn> turn = line.next();
    while (turn.isPresent()) {
      boolean goesOn = false;
      try {
        goesOn = take(turn.get());
      } finally {
        if (!goesOn) {
          line.giveUp();
        }
      }
      turn = goesOn ? line.next() : Optional.empty();
    }
  }

  /** Makes an attempt, unless its round is over; whether the next one may follow. */
  private boolean take(Turn turn) {
    try {
      return turn.round().begin(turn.delivery()).map(this::post).orElse(true);
    } finally {
      turn.round().ended(turn.delivery());
    }
  }

  private boolean post(Begun one) {
    try {
      Attempt attempt = attempts.attempt(one.delivery(), 1);
      one.attempt().complete(attempt);
      noteOutcome(one.delivery().subscriptionId(), attempt);
      return !(attempt.outcome() instanceof Attempt.HeldBack);
    } catch (Throwable e) {
      one.attempt().completeExceptionally(e);
      LOG.error("The first attempt of delivery {} failed", one.delivery().key(), e);
      return true;
    }
  }

  private void noteOverdue(List<Begun> late) {
    for (Begun one : late) {
      String subscription = one.delivery().subscriptionId();
      overdue.merge(subscription, 1, Integer::sum);
      var _ = one.attempt().whenComplete((attempt, failure) -> leave(overdue, subscription));
    }
  }

  private static void leave(Map<String, Integer> counts, String subscription) {
    counts.computeIfPresent(subscription, (id, count) -> count == 1 ? null : count - 1);
  }
}
