package dev.chasqui.relay.delivery;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

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
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final DeliveryLog log = new DeliveryLog();
  private final RetrySchedule schedule;
  private final Recorded recorded;
  private final Clock clock;
  private final WorkerSettings settings;
  private final SubscriptionDirectory subscriptions;
  private final Worker<Attempt> worker;

  DeliveryWorker(
      WorkQueue queue,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      SubscriptionDirectory subscriptions,
      Attempts attempts,
      BegunAttempts begun,
      RetrySchedule schedule,
      Recorded recorded,
      Clock clock,
      WorkerSettings settings) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
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
    Attempt attempt = begun.await(lease.key());
    if (attempt != null) {
      return attempt;
    }
    Delivery delivery = Delivery.fromBytes(Objects.requireNonNull(lease.payload()));
    return lease.takenOver() && isPaced(lease.lane())
        ? Attempt.heldBack(delivery, lease.attempt(), clock.instant(), NO_PERMIT, Duration.ZERO)
        : attempts.attempt(delivery, lease.attempt());
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

  private void record(List<Handled<Attempt>> handled) {
    List<Ending> endings = handled.stream().map(this::ending).toList();
    ConnectionCallback<List<Verdict>> work = tx -> settle(tx, endings);
    recorded.tell(Objects.requireNonNull(transactions.execute(status -> jdbc.execute(work))));
  }

  /** What another holder has taken over meanwhile is that holder's to record. */
  private List<Verdict> settle(Connection tx, List<Ending> endings) throws SQLException {
    List<Lease> lost = queue.settle(tx, endings.stream().map(Ending::settlement).toList());
    Set<Long> lostIds = new HashSet<>(lost.stream().map(Lease::itemId).toList());
    List<Ending> kept =
        endings.stream().filter(it -> !lostIds.contains(it.settlement().lease().itemId())).toList();
    Map<UUID, Progress> progress = new HashMap<>();
    kept.forEach(it -> progress.putAll(it.progress()));
    log.update(tx, progress);
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

  /** The handler threw: our database is away, or a bug of ours, for which the schedule holds. */
  private Ending failed(Lease lease, Throwable failure) {
    if (WorkQueueException.isTransient(failure)) {
      Instant next = clock.instant().plus(UNTIL_DATABASE_IS_BACK);
      return Ending.unlogged(notAttempted(lease, next, INTERNAL_ERROR));
    }
    LOG.error("Delivery {} failed", lease.key(), failure);
    return schedule
        .after(lease.attempt(), null)
        .map(wait -> Ending.unlogged(again(lease, wait)))
        .orElseGet(() -> givenUp(lease));
  }

  private static Ending givenUp(Lease lease) {
    return new Ending(
        new Settlement.Fail(lease, INTERNAL_ERROR, lease.payload(), false),
        null,
        Delivery.idIn(lease.payload())
            .map(id -> Map.of(id, Progress.failed(INTERNAL_ERROR)))
            .orElse(Map.of()));
  }

  private Settlement again(Lease lease, Duration wait) {
    return new Settlement.RetryAt(lease, clock.instant().plus(wait), INTERNAL_ERROR, true);
  }
}
