package dev.chasqui.sender.send;

import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.workqueue.Handled;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Recorder;
import dev.chasqui.workqueue.Settlement;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** Settles leases and adds their commands' results to the outbox, both or neither. */
final class SendRecorder implements Recorder<Attempt> {

  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final WorkQueue queue;
  private final Outbox outbox;
  private final InDoubt inDoubt;
  private final Decider decider;
  private final UnrecordedOutcomes outcomes;

  SendRecorder(
      TransactionOperations transactions,
      JdbcOperations jdbc,
      WorkQueue queue,
      Outbox outbox,
      InDoubt inDoubt,
      Decider decider,
      UnrecordedOutcomes outcomes) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.queue = queue;
    this.outbox = outbox;
    this.inDoubt = inDoubt;
    this.decider = decider;
    this.outcomes = outcomes;
  }

  @Override
  public void record(List<Handled<Attempt>> handled) {
    if (handled.stream().anyMatch(Decider::tells)) {
      outbox.requireReady();
    }
    Optional<List<Decided>> settled = Optional.empty();
    while (settled.isEmpty()) {
      settled = decideAndSettle(handled);
    }
    outbox.wake();
    settled.get().forEach(this::follow);
  }

  /** What came of a lease, and what follows from it. */
  private record Decided(Handled<Attempt> handled, Decision decision) {

    /** What the producer is told, in the trace of the attempt; empty for nothing. */
    Stream<EncodedResult> told() {
      return Stream.ofNullable(decision.result()).map(result -> result.in(trace()));
    }

    private @Nullable String trace() {
      return switch (handled) {
        case Handled.Returned<Attempt>(_, Attempt attempt) -> attempt.trace();
        case Handled.Threw<Attempt>(Lease lease, _) ->
            Subjects.read(lease.payload()).map(PendingSend::trace).orElse(null);
      };
    }
  }

  /** Empty, and nothing has changed, if there was news meanwhile. */
  private Optional<List<Decided>> decideAndSettle(List<Handled<Attempt>> handled) {
    Set<String> takenOver =
        handled.stream()
            .map(Handled::lease)
            .filter(Lease::takenOver)
            .map(Lease::key)
            .collect(Collectors.toCollection(HashSet::new));
    Map<String, SendOutcome> news = news(takenOver);
    List<Decided> decided =
        handled.stream()
            .map(it -> new Decided(it, decider.decide(it, news.get(it.lease().key()))))
            .toList();
    takenOver.removeAll(news.keySet());
    ConnectionCallback<List<Decided>> work = tx -> settle(tx, decided);
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              List<Decided> settled = Objects.requireNonNull(jdbc.execute(work));
              // Now they are locked: whoever has kept news of them before has committed it.
              if (news(takenOver).isEmpty()) {
                return Optional.of(settled);
              }
              status.setRollbackOnly();
              return Optional.empty();
            }));
  }

  private Map<String, SendOutcome> news(Set<String> keys) {
    return keys.isEmpty() ? Map.of() : inDoubt.news(keys);
  }

  /** What another holder has taken over meanwhile is that holder's to decide. */
  private List<Decided> settle(Connection tx, List<Decided> decided) throws SQLException {
    List<Lease> lost = queue.settle(tx, settlements(decided));
    Set<Long> lostIds = new HashSet<>(lost.stream().map(Lease::itemId).toList());
    List<Decided> settled =
        decided.stream().filter(it -> !lostIds.contains(it.handled().lease().itemId())).toList();
    settled.forEach(it -> hold(tx, it.decision()));
    hasten(tx, settled);
    outbox.add(tx, settled.stream().flatMap(Decided::told).toList());
    return settled;
  }

  private void hold(Connection tx, Decision decision) {
    String lane = decision.lease().lane();
    String group = decision.lease().group();
    switch (decision.hold()) {
      case Decision.Hold.Account(Instant until, boolean slower) -> {
        queue.pause(tx, lane, until);
        if (slower) {
          queue.slowDown(tx, lane);
        }
      }
      case Decision.Hold.Recipient(Instant until) when group != null ->
          queue.pauseGroup(tx, lane, group, until);
      case Decision.Hold.Recipient _ -> {}
      case null -> {}
    }
  }

  /** News that came while WhatsApp was still being called is not waited for again. */
  private void hasten(Connection tx, List<Decided> settled) {
    Set<String> known =
        news(settled.stream()
                .filter(it -> it.decision().settlement() instanceof Settlement.Await)
                .map(it -> it.handled().lease().key())
                .collect(Collectors.toSet()))
            .keySet();
    if (!known.isEmpty()) {
      var _ = queue.hasten(tx, known);
    }
  }

  private static List<Settlement> settlements(List<Decided> decided) {
    return decided.stream().flatMap(it -> Stream.ofNullable(it.decision().settlement())).toList();
  }

  private void follow(Decided decided) {
    outcomes.forget(decided.handled().lease());
    Flow.attempt(decided.handled(), decided.decision(), decided.trace());
  }
}
