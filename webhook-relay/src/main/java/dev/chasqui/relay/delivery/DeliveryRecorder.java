package dev.chasqui.relay.delivery;

import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
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

  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final AttemptLog log = new AttemptLog();
  private final BegunAttempts begun;
  private final DeliveryWorker worker;
  private final RetrySchedule schedule;
  private final Clock clock;

  DeliveryRecorder(
      WorkQueue queue,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      BegunAttempts begun,
      DeliveryWorker worker,
      RetrySchedule schedule,
      Clock clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.begun = begun;
    this.worker = worker;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * A delivery as it stands.
   *
   * @param verdict what follows from its first attempt; null if that is not done
   */
  private record Standing(Delivery delivery, Start start, @Nullable Verdict verdict) {

    NewItem item() {
      // What is delivered can be read again from its topic: only what is not needs its body kept.
      return start instanceof Start.Finished
          ? new NewItem(delivery.subscriptionId(), delivery.key(), null, null, start)
          : new NewItem(delivery.subscriptionId(), delivery.key(), null, delivery.toBytes(), start);
    }
  }

  /** Returns once all are recorded; throws, with nothing recorded, if that is not possible now. */
  void record(Collection<Delivery> deliveries) {
    List<Standing> standings = deliveries.stream().map(this::standing).toList();
    ConnectionCallback<List<Enqueued>> work = tx -> record(tx, standings);
    List<Enqueued> enqueued =
        Objects.requireNonNull(transactions.execute(status -> jdbc.execute(work)));
    follow(standings, enqueued);
  }

  private Standing standing(Delivery delivery) {
    CompletableFuture<Attempt> attempt = begun.get(delivery);
    if (attempt == null) {
      return new Standing(delivery, new Start.Due(clock.instant()), null);
    }
    if (attempt.state() != CompletableFuture.State.SUCCESS) {
      return new Standing(delivery, worker.inFlight(), null);
    }
    Verdict verdict = Verdict.of(attempt.resultNow(), schedule, clock);
    return new Standing(delivery, start(verdict), verdict);
  }

  private static Start start(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done done -> new Start.Finished(true);
      case Verdict.Again again -> new Start.RetryAt(again.at(), 1);
      case Verdict.GivenUp givenUp -> new Start.Finished(false);
    };
  }

  private List<Enqueued> record(Connection tx, List<Standing> standings) throws SQLException {
    List<Enqueued> enqueued = queue.enqueue(tx, standings.stream().map(Standing::item).toList());
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
    verdicts(standings, enqueued).forEach(Flow::attempt);
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
