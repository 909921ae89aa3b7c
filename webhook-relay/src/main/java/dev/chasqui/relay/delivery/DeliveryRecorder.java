package dev.chasqui.relay.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Records a batch's deliveries in one insert: delivered, to be tried again, still on the way,
 * waiting.
 */
final class DeliveryRecorder {

  /** Kept with the delivery, for people. */
  private static final byte[] DROPPED = "dropped: the webhook was off".getBytes(UTF_8);

  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final AttemptLog log = new AttemptLog();
  private final BegunAttempts begun;
  private final DeliveryWorker worker;
  private final RetrySchedule schedule;
  private final Recorded recorded;
  private final Clock clock;

  DeliveryRecorder(
      WorkQueue queue,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      BegunAttempts begun,
      DeliveryWorker worker,
      RetrySchedule schedule,
      Recorded recorded,
      Clock clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.begun = begun;
    this.worker = worker;
    this.schedule = schedule;
    this.recorded = recorded;
    this.clock = clock;
  }

  /**
   * A delivery as it stands.
   *
   * @param verdict what follows from its first attempt; null if that is not done
   */
  private record Standing(Addressed delivery, Start start, @Nullable Verdict verdict) {}

  /** Returns once all are recorded; throws, with nothing recorded, if that is not possible now. */
  void record(Collection<Addressed> deliveries) {
    List<Standing> standings = deliveries.stream().map(this::standing).toList();
    ConnectionCallback<List<Enqueued>> work = tx -> record(tx, standings);
    List<Enqueued> enqueued =
        Objects.requireNonNull(transactions.execute(status -> jdbc.execute(work)));
    follow(standings, enqueued);
  }

  private Standing standing(Addressed delivery) {
    CompletableFuture<Attempt> attempt = begun.get(delivery.key());
    if (attempt == null) {
      return new Standing(delivery, unattempted(delivery), null);
    }
    if (attempt.state() != CompletableFuture.State.SUCCESS) {
      return new Standing(delivery, worker.inFlight(), null);
    }
    Verdict verdict = Verdict.of(attempt.resultNow(), schedule, clock);
    return new Standing(delivery, start(verdict), verdict);
  }

  private Start unattempted(Addressed delivery) {
    return delivery.to().drops()
        ? new Start.Finished(false, DROPPED)
        : new Start.Due(clock.instant());
  }

  private static Start start(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done _ -> new Start.Finished(true);
      case Verdict.Again again -> new Start.RetryAt(again.at(), 1);
      case Verdict.GivenUp _ -> new Start.Finished(false);
      case Verdict.Later later -> new Start.Due(later.at());
    };
  }

  private List<Enqueued> record(Connection tx, List<Standing> standings) throws SQLException {
    Instant now = clock.instant();
    List<Enqueued> enqueued =
        queue.enqueue(
            tx, standings.stream().map(it -> it.delivery().item(it.start(), now)).toList());
    log.add(tx, verdicts(standings, enqueued));
    return enqueued;
  }

  private void follow(List<Standing> standings, List<Enqueued> enqueued) {
    List<Lease> leases = new ArrayList<>();
    List<String> done = new ArrayList<>();
    for (Enqueued one : enqueued) {
      if (one instanceof Enqueued.Leased leased) {
        leases.add(leased.lease());
      } else {
        done.add(one.key());
      }
    }
    begun.forget(done);
    worker.finish(leases);
    worker.wake();
    recorded.tell(verdicts(standings, enqueued));
    tellDropped(standings, enqueued);
  }

  private void tellDropped(List<Standing> standings, List<Enqueued> enqueued) {
    for (int i = 0; i < standings.size(); i++) {
      Addressed delivery = standings.get(i).delivery();
      if (standings.get(i).verdict() == null && enqueued.get(i) instanceof Enqueued.Recorded) {
        recorded.ended(delivery.key(), delivery.to().id(), DeliveryWatch.End.DROPPED);
      }
    }
  }

  /** What another instance has recorded is not recorded again. */
  private static List<Verdict> verdicts(List<Standing> standings, List<Enqueued> enqueued) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < standings.size(); i++) {
      Verdict verdict = standings.get(i).verdict();
      if (verdict != null && !(enqueued.get(i) instanceof Enqueued.Duplicate)) {
        verdicts.add(verdict);
      }
    }
    return verdicts;
  }
}
