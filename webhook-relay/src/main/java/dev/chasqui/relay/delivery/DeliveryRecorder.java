package dev.chasqui.relay.delivery;

import dev.chasqui.access.Transactions;
import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import dev.chasqui.relay.delivery.NewDeliveries.Candidate;
import dev.chasqui.relay.log.Progress;
import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Start;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Records a batch's deliveries together: delivered, to be tried again, still on the way, waiting.
 */
final class DeliveryRecorder {

  private static final String DROPPED = "dropped: the webhook was off";

  private final NewDeliveries newDeliveries;
  private final Transactions transactions;
  private final BegunAttempts begun;
  private final DeliveryWorker worker;
  private final RetrySchedule schedule;
  private final Recorded recorded;
  private final Clock clock;

  DeliveryRecorder(
      NewDeliveries newDeliveries,
      Transactions transactions,
      BegunAttempts begun,
      DeliveryWorker worker,
      RetrySchedule schedule,
      Recorded recorded,
      Clock clock) {
    this.newDeliveries = newDeliveries;
    this.transactions = transactions;
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
  private record Standing(Candidate candidate, @Nullable Verdict verdict) {}

  /**
   * Returns once all are recorded; throws if that is not known, and may be called again then: what
   * is recorded is not recorded twice.
   */
  void record(Collection<Addressed> deliveries) {
    List<Standing> standings = deliveries.stream().map(this::standing).toList();
    List<Candidate> candidates = standings.stream().map(Standing::candidate).toList();
    Map<UUID, Enqueued> added = add(candidates);
    follow(added.values());
    // What another batch has recorded meanwhile is not told of again; nor is what this one has, if
    // the answer to its commit was lost.
    tell(standings.stream().filter(it -> added.containsKey(it.candidate().id())).toList());
  }

  /** Nearly always all are new; another instance may have recorded one meanwhile. */
  private Map<UUID, Enqueued> add(List<Candidate> candidates) {
    try {
      return transactions.call(tx -> newDeliveries.addNew(tx, candidates));
    } catch (DuplicateKeyException e) {
      return transactions.call(tx -> newDeliveries.add(tx, candidates));
    }
  }

  private Standing standing(Addressed delivery) {
    Begun one = begun.get(delivery.key());
    if (one == null) {
      return unattempted(delivery);
    }
    // A batch that is taken again has new ids for what was begun already.
    Addressed begun = delivery.as(one.delivery());
    if (one.attempt().state() != CompletableFuture.State.SUCCESS) {
      return new Standing(new Candidate(begun, worker.inFlight(), Progress.NONE), null);
    }
    Verdict verdict = Verdict.of(one.attempt().resultNow(), schedule, clock);
    return new Standing(new Candidate(begun, start(verdict), Logged.of(verdict)), verdict);
  }

  private Standing unattempted(Addressed delivery) {
    return new Standing(
        delivery.to().drops()
            ? new Candidate(delivery, null, Progress.failed(DROPPED))
            : new Candidate(delivery, new Start.Due(clock.instant()), Progress.NONE),
        null);
  }

  private static @Nullable Start start(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done _, Verdict.GivenUp _ -> null;
      case Verdict.Again again -> new Start.RetryAt(again.at(), 1);
      case Verdict.Later later -> new Start.Due(later.at());
    };
  }

  private void follow(Collection<Enqueued> added) {
    List<Lease> leases = new ArrayList<>();
    // What another batch has recorded, maybe as waiting, is none of these, and what this one has if
    // the answer to its commit was lost: it stays among the begun ones, so that the worker, whose
    // lease it is once that of this batch is over, does not post it again.
    List<String> done = new ArrayList<>();
    for (Enqueued one : added) {
      switch (one) {
        case Enqueued.Leased leased -> leases.add(leased.lease());
        case Enqueued.Waiting _, Enqueued.Recorded _ -> done.add(one.key());
        case Enqueued.Duplicate _ -> {}
      }
    }
    begun.forget(done);
    worker.finish(leases);
    if (added.stream().anyMatch(Enqueued.Waiting.class::isInstance)) {
      worker.wake();
    }
  }

  private void tell(List<Standing> standings) {
    recorded.tell(standings.stream().flatMap(it -> Stream.ofNullable(it.verdict())).toList());
    standings.stream()
        .filter(it -> it.verdict() == null)
        .map(Standing::candidate)
        .filter(Candidate::hasEnded)
        .forEach(
            it -> recorded.ended(it.key(), it.delivery().to().id(), DeliveryWatch.End.DROPPED));
  }
}
