package dev.chasqui.relay.delivery;

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

  /**
   * Of a batch, at all subscriptions together that answer quickly: few are sooner done with these
   * than many, who get in each other's way.
   */
  private static final int MOST_POSTERS = 64;

  /** What never takes less is waiting for the network, not for this machine. */
  private static final Duration QUICK = Duration.ofMillis(10);

  /** When all that go to a subscription are to be done, if each takes as long as usual. */
  private static final Duration SOON = Duration.ofMillis(100);

  /** Of how many attempts the usual time is the mean, about. */
  private static final int LATEST = 8;

  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final Attempts attempts;
  private final BegunAttempts begun;
  private final Duration patience;
  private final Portion portion;
  private final int inFlight;

  /** The least time that an attempt took of late, by subscription. */
  private final Map<String, Duration> quickest = new ConcurrentHashMap<>();

  /** How long an attempt takes of late, by subscription. */
  private final Map<String, Duration> usual = new ConcurrentHashMap<>();

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
    this.portion = new Portion(patience);
    this.inFlight = inFlight;
  }

  /**
   * Whether a batch has given up waiting for an attempt to this subscription that still goes on.
   */
  boolean isSlow(String subscription) {
    return overdue.containsKey(subscription);
  }

  /** How many deliveries are best attempted at once. */
  int portion() {
    return portion.size();
  }

  /**
   * Attempts deliveries; when it returns, all are done or the time is over and no more begin.
   *
   * @param deliveries no more than a {@link #portion}, so that the time suffices
   */
  void run(List<Delivery> deliveries) throws InterruptedException {
    long began = System.nanoTime();
    long until = began + patience.toNanos();
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
      portion.took(deliveries.size(), Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** Forgets how quick subscriptions are: they may have changed, or gone. */
  void forgetOld() {
    quickest.clear();
    usual.clear();
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

  private void note(String subscription, Attempt attempt) {
    if (attempt.outcome() instanceof Attempt.Delivered) {
      quickest.merge(subscription, attempt.took(), (a, b) -> a.compareTo(b) < 0 ? a : b);
      usual.merge(
          subscription,
          attempt.took(),
          (mean, took) -> mean.multipliedBy(LATEST - 1).plus(took).dividedBy(LATEST));
    } else {
      quickest.remove(subscription);
      usual.remove(subscription);
    }
  }

  /** Whether a subscription has taken deliveries of late, each in a moment. */
  boolean isWell(String subscription) {
    Duration least = quickest.get(subscription);
    return least != null && least.compareTo(MOMENT) < 0;
  }

  /**
   * How many post to a subscription at once: as many as are soon done. More would only have more
   * connections, each of which is used so rarely that it has to be checked first.
   */
  private int posters(String subscription, int deliveries, int subscriptions) {
    Duration least = quickest.getOrDefault(subscription, Duration.ZERO);
    long most =
        least.compareTo(QUICK) < 0
            ? MOST_POSTERS / subscriptions
            : usual.getOrDefault(subscription, least).multipliedBy(deliveries).dividedBy(SOON) + 1;
    return Math.clamp(most, 1, Math.min(inFlight, deliveries));
  }

  private AttemptRound start(List<Delivery> deliveries, int posters, long until) {
    AttemptRound round = new AttemptRound(deliveries, begun, posters, until);
    for (int i = 0; i < posters; i++) {
      threads.execute(
          () -> {
            postAll(round);
            round.ended().countDown();
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
      LOG.error("The first attempt of delivery {} failed", one.delivery().key(), e);
      one.attempt().completeExceptionally(e);
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
