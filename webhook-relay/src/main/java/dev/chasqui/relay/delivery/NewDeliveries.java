package dev.chasqui.relay.delivery;

import dev.chasqui.relay.log.DeliveryLog;
import dev.chasqui.relay.log.DeliveryStatus;
import dev.chasqui.relay.log.FirstDeliveries;
import dev.chasqui.relay.log.NewEntry;
import dev.chasqui.relay.log.Progress;
import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records deliveries that are new: all of them in the log, and in the queue what has not ended yet.
 * Most have, so most are written once. Thread-safe.
 */
public final class NewDeliveries {

  private final WorkQueue queue;
  private final FirstDeliveries firsts;
  private final DeliveryLog log = new DeliveryLog();
  private final Clock clock;

  public NewDeliveries(WorkQueue queue, FirstDeliveries firsts, Clock clock) {
    this.queue = queue;
    this.firsts = firsts;
    this.clock = clock;
  }

  /**
   * A delivery that may be new.
   *
   * @param start as the queue gets it; null if it has ended
   * @param progress as the log gets it
   */
  record Candidate(Addressed delivery, @Nullable Start start, Progress progress) {

    String key() {
      return delivery.key();
    }

    UUID id() {
      return delivery.delivery().id();
    }

    boolean hasEnded() {
      return start == null;
    }

    private Stream<NewItem> item(Instant now) {
      return Stream.ofNullable(start).map(it -> delivery.item(it, now));
    }
  }

  /**
   * How those of these first deliveries stand that the log has, by their keys.
   *
   * @param since when the earliest of their events happened
   */
  Map<String, DeliveryStatus> logged(Collection<Addressed> deliveries, Instant since) {
    return firsts.find(deliveries.stream().map(it -> it.delivery().first()).toList(), since);
  }

  /**
   * Records those that are new.
   *
   * @return what became of each that is new, by its delivery's id: {@link Enqueued.Recorded} if it
   *     has ended
   */
  Map<UUID, Enqueued> add(Connection tx, List<Candidate> candidates) throws SQLException {
    Set<UUID> logged = log.add(tx, entries(candidates));
    return queue(tx, candidates.stream().filter(it -> logged.contains(it.id())).toList());
  }

  /**
   * The same, for less, where all are taken for new.
   *
   * @throws SQLException with SQLSTATE 23505 if the log has one of them
   */
  Map<UUID, Enqueued> addNew(Connection tx, List<Candidate> candidates) throws SQLException {
    log.addNew(tx, entries(candidates));
    return queue(tx, candidates);
  }

  private static List<NewEntry> entries(List<Candidate> candidates) {
    return candidates.stream().map(it -> it.delivery().entry(it.progress())).toList();
  }

  private Map<UUID, Enqueued> queue(Connection tx, List<Candidate> added) throws SQLException {
    Map<String, Enqueued> enqueued = enqueue(tx, added);
    // The log may have forgotten, with its day, what the queue still knows.
    Set<UUID> known =
        added.stream()
            .filter(it -> enqueued.get(it.key()) instanceof Enqueued.Duplicate)
            .map(Candidate::id)
            .collect(Collectors.toSet());
    log.remove(tx, known);
    return added.stream()
        .filter(it -> !known.contains(it.id()))
        .collect(Collectors.toMap(Candidate::id, it -> result(it, enqueued)));
  }

  private static Enqueued result(Candidate added, Map<String, Enqueued> enqueued) {
    return enqueued.getOrDefault(added.key(), new Enqueued.Recorded(added.key()));
  }

  private Map<String, Enqueued> enqueue(Connection tx, List<Candidate> added) throws SQLException {
    Instant now = clock.instant();
    return queue.enqueue(tx, added.stream().flatMap(it -> it.item(now)).toList()).stream()
        .collect(Collectors.toMap(Enqueued::key, Function.identity()));
  }
}
