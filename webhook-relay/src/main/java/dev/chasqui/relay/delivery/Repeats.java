package dev.chasqui.relay.delivery;

import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.relay.delivery.NewDeliveries.Candidate;
import dev.chasqui.relay.log.DeliveryStatus;
import dev.chasqui.relay.log.LoggedDelivery;
import dev.chasqui.relay.log.Progress;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events again: each time it is a delivery of its own, through the queue, under the same
 * {@code webhook-id}. What is repeated twice by one replay is delivered once. Thread-safe.
 */
public final class Repeats {

  private final WorkQueue queue;
  private final Addressing addressing;
  private final NewDeliveries deliveries;
  private final Clock clock;

  public Repeats(WorkQueue queue, NewDeliveries deliveries, Addressing addressing, Clock clock) {
    this.queue = queue;
    this.deliveries = deliveries;
    this.addressing = addressing;
    this.clock = clock;
  }

  /**
   * Delivers events again. What has not ended yet is not doubled: its next attempt is made now.
   *
   * @param failedOnly whether to leave out what is known to be delivered
   * @return the deliveries that are on their way now
   */
  public List<UUID> repeat(
      Connection tx,
      List<DecodedRecord<WhatsAppEvent>> events,
      Subscription to,
      String replayId,
      boolean failedOnly)
      throws SQLException {
    List<Addressed> all = addressed(events, to);
    List<String> keys = all.stream().map(Addressed::key).toList();
    // Before the queue is asked, so that what is pending by then is found there.
    Map<String, DeliveryStatus> logged = deliveries.logged(all, EventTimes.earliest(events));
    // First, since it sees to it that what waits stays as it is found.
    queue.bringForward(tx, keys);
    Map<String, Item> queued =
        queue.find(tx, keys).stream().collect(Collectors.toMap(Item::key, item -> item));
    List<Addressed> again = new ArrayList<>();
    List<UUID> unfinished = new ArrayList<>();
    for (Addressed one : all) {
      Item first = queued.get(one.key());
      if (first != null && first.finishedAt() == null) {
        Delivery.idIn(first.payload()).ifPresent(unfinished::add);
      } else if (first == null && !logged.containsKey(one.key())) {
        // As its first delivery, so that it is known when it is still to come from the topic.
        again.add(addressing.again(one, null));
      } else if (!failedOnly || !isDelivered(first, logged.get(one.key()))) {
        again.add(addressing.again(one, replayId));
      }
    }
    return Stream.concat(enqueue(tx, again).stream(), unfinished.stream()).toList();
  }

  private static boolean isDelivered(@Nullable Item first, @Nullable DeliveryStatus logged) {
    return first == null ? logged == DeliveryStatus.DELIVERED : first.state() == Item.State.DONE;
  }

  /**
   * Makes the next attempt of a delivery now.
   *
   * @return false if it has ended
   */
  public boolean bringForward(Connection tx, LoggedDelivery pending) {
    List<String> key = List.of(pending.key());
    queue.bringForward(tx, key);
    return queue.find(tx, key).stream().anyMatch(item -> item.finishedAt() == null);
  }

  /** Repeats a delivery that failed, if the queue still has what was posted. */
  public Optional<UUID> repeatKept(
      Connection tx, LoggedDelivery failed, Subscription to, String replayId) throws SQLException {
    for (Item item : queue.find(tx, List.of(failed.key()))) {
      byte[] payload = item.payload();
      if (item.state() == Item.State.FAILED && payload != null) {
        Addressed first =
            new Addressed(Delivery.fromBytes(payload), to, failed.chatId(), failed.place());
        return enqueue(tx, List.of(addressing.again(first, replayId))).stream().findFirst();
      }
    }
    return Optional.empty();
  }

  /** An event may be on the topic twice. */
  private List<Addressed> addressed(List<DecodedRecord<WhatsAppEvent>> events, Subscription to) {
    Set<String> ids = new HashSet<>();
    return events.stream()
        .filter(event -> ids.add(event.value().getId()))
        .flatMap(event -> addressing.address(event, List.of(to)).stream())
        .toList();
  }

  private List<UUID> enqueue(Connection tx, List<Addressed> again) throws SQLException {
    Start now = new Start.Due(clock.instant());
    Map<UUID, Enqueued> added =
        deliveries.add(
            tx, again.stream().map(it -> new Candidate(it, now, Progress.NONE)).toList());
    return again.stream().map(it -> it.delivery().id()).filter(added::containsKey).toList();
  }
}
