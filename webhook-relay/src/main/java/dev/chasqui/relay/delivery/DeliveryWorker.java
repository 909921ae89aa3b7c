package dev.chasqui.relay.delivery;

import dev.chasqui.access.Transactions;
import dev.chasqui.relay.log.DeliveryLog;
import dev.chasqui.relay.log.Progress;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import dev.chasqui.workqueue.Handled;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Settlement;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import dev.chasqui.workqueue.WorkQueueException;
import dev.chasqui.workqueue.Worker;
import dev.chasqui.workqueue.WorkerSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits in the queue, and finishes what was begun outside of it. A lease that was
 * taken over is posted again: a subscriber knows it by its {@code webhook-id}.
 */
final class DeliveryWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

  /** What is taken over has no permit of its lane's pace. */
  private static final String NO_PERMIT = "it has to wait for its turn again";

  private static final String INTERNAL_ERROR = "internal error";
  private static final Duration UNTIL_DATABASE_IS_BACK = Duration.ofSeconds(5);

  private final WorkQueue queue;
  private final Transactions transactions;
  private final DeliveryLog log = new DeliveryLog();
  private final RetrySchedule schedule;
  private final Recorded recorded;
  private final Clock clock;
  private final WorkerSettings settings;
  private final SubscriptionDirectory subscriptions;
  private final Worker<Attempt> worker;

  DeliveryWorker(
      WorkQueue queue,
      Transactions transactions,
      SubscriptionDirectory subscriptions,
      Attempts attempts,
      BegunAttempts begun,
      RetrySchedule schedule,
      Recorded recorded,
      Clock clock,
      WorkerSettings settings) {
    this.queue = queue;
    this.transactions = transactions;
    this.subscriptions = subscriptions;
    this.schedule = schedule;
    this.recorded = recorded;
    this.clock = clock;
    this.settings = settings;
    this.worker =
        new Worker<>(queue, settings, lease -> deliver(lease, attempts, begun), this::record);
  }

  /** Leased to this process, since it has begun. */
  Start inFlight() {
    return new Start.InFlight(settings.owner(), settings.lease());
  }

  /** Takes on what was begun. */
  void finish(List<Lease> leases) {
    worker.submit(leases);
  }

  /** Says that there is something to deliver. */
  void wake() {
    worker.wake();
  }

  @Override
  public void close() {
    worker.close();
  }

  private Attempt deliver(Lease lease, Attempts attempts, BegunAttempts begun)
      throws InterruptedException {
    Delivery delivery = Delivery.fromBytes(Objects.requireNonNull(lease.payload()));
    Attempt attempt = begun.await(lease.key(), isFirst(lease));
    if (attempt != null) {
      // Who recorded it may have been another batch, which has another id for it.
      return attempt.of(delivery);
    }
    return lease.takenOver() && isPaced(lease.lane())
        ? Attempt.heldBack(delivery, lease.attempt(), clock.instant(), NO_PERMIT, Duration.ZERO)
        : attempts.attempt(delivery, lease.attempt());
  }

  /** Whether a lease is for the first attempt, or for what became of it: its own lease ran out. */
  private static boolean isFirst(Lease lease) {
    return lease.attempt() == (lease.takenOver() ? 2 : 1);
  }

  private boolean isPaced(String subscription) {
    return subscriptions.find(subscription).map(Subscription::isPaced).orElse(false);
  }

  /**
   * What follows for a lease.
   *
   * @param verdict null if there was no attempt
   * @param progress what is new in the log, by the delivery's id
   */
  private record Ending(
      Settlement settlement, @Nullable Verdict verdict, Map<UUID, Progress> progress) {

    /** One of which the log has nothing to say. */
    static Ending unlogged(Settlement settlement) {
      return new Ending(settlement, null, Map.of());
    }
  }

  /** A lease; an item may have had two of them in one batch. */
  private record Held(long itemId, long fence) {

    static Held of(Lease lease) {
      return new Held(lease.itemId(), lease.fence());
    }
  }

  private void record(List<Handled<Attempt>> handled) {
    List<Ending> endings = handled.stream().map(this::ending).toList();
    recorded.tell(transactions.call(tx -> settle(tx, endings)));
  }

  /** What another holder has taken over meanwhile is that holder's to record. */
  private List<Verdict> settle(Connection tx, List<Ending> endings) throws SQLException {
    List<Lease> lost = queue.settle(tx, endings.stream().map(Ending::settlement).toList());
    Set<Held> gone = lost.stream().map(Held::of).collect(Collectors.toSet());
    List<Ending> kept =
        endings.stream().filter(it -> !gone.contains(Held.of(it.settlement().lease()))).toList();
    Map<UUID, Progress> progress = new HashMap<>();
    kept.forEach(it -> progress.putAll(it.progress()));
    log.update(tx, progress, clock.instant());
    return kept.stream().flatMap(it -> Stream.ofNullable(it.verdict())).toList();
  }

  private Ending ending(Handled<Attempt> handled) {
    Lease lease = handled.lease();
    return switch (handled) {
      case Handled.Returned<Attempt> returned -> attempted(lease, returned.result());
      case Handled.Threw<Attempt> threw -> failed(lease, threw.failure());
    };
  }

  private Ending attempted(Lease lease, Attempt attempt) {
    Verdict verdict = Verdict.of(attempt, schedule, clock);
    Map<UUID, Progress> progress =
        verdict.isOfAnAttempt() ? Map.of(attempt.delivery().id(), Logged.of(verdict)) : Map.of();
    return new Ending(settlement(lease, verdict), verdict, progress);
  }

  private static Settlement notAttempted(Lease lease, Instant next, String reason) {
    return new Settlement.RetryAt(lease, next, reason, false);
  }

  private static Settlement settlement(Lease lease, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done done -> new Settlement.Complete(lease);
      case Verdict.Again again ->
          new Settlement.RetryAt(lease, again.at(), "the attempt failed", true);
      case Verdict.GivenUp givenUp ->
          new Settlement.Fail(lease, givenUp.reason(), lease.payload(), false);
      case Verdict.Later later -> notAttempted(lease, later.at(), later.reason());
    };
  }

  /**
   * The handler threw: our database is away, or a bug of ours, which is an attempt that failed. If
   * not even what is to be posted can be read, the schedule holds for that too.
   */
  private Ending failed(Lease lease, Throwable failure) {
    Instant now = clock.instant();
    if (WorkQueueException.isTransient(failure)) {
      return Ending.unlogged(notAttempted(lease, now.plus(UNTIL_DATABASE_IS_BACK), INTERNAL_ERROR));
    }
    LOG.error("Delivery {} failed", lease.key(), failure);
    return Delivery.in(lease.payload())
        .map(it -> attempted(lease, Attempt.failed(it, lease.attempt(), now, INTERNAL_ERROR)))
        .orElseGet(() -> Ending.unlogged(unreadable(lease, now)));
  }

  private Settlement unreadable(Lease lease, Instant now) {
    return schedule
        .after(lease.attempt(), null)
        .<Settlement>map(
            wait -> new Settlement.RetryAt(lease, now.plus(wait), INTERNAL_ERROR, true))
        .orElseGet(() -> new Settlement.Fail(lease, INTERNAL_ERROR, lease.payload(), false));
  }
}
