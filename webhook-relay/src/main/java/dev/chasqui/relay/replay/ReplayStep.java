package dev.chasqui.relay.replay;

import dev.chasqui.access.Transactions;
import dev.chasqui.chores.Chore;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.relay.delivery.Repeats;
import dev.chasqui.relay.log.EventPlace;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.Subscriptions;
import dev.chasqui.schemas.WhatsAppEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Advances one replay by some events: its deliveries and how far it came are one transaction.
 * Thread-safe.
 */
public final class ReplayStep implements Chore.Step {

  /** While as many of its deliveries wait, a replay writes no more of them into the database. */
  private static final int MOST_PENDING = 5_000;

  private static final Duration WHILE_FULL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final Replays replays;
  private final Subscriptions subscriptions;
  private final EventTopic topic;
  private final Repeats repeats;
  private final Transactions transactions;
  private final Clock clock;

  public ReplayStep(
      Replays replays,
      Subscriptions subscriptions,
      EventTopic topic,
      Repeats repeats,
      Transactions transactions,
      Clock clock) {
    this.replays = replays;
    this.subscriptions = subscriptions;
    this.topic = topic;
    this.repeats = repeats;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    AtomicReference<@Nullable Replay> current = new AtomicReference<>();
    try {
      return transactions.call(tx -> advanceOne(tx, current::set));
    } catch (RuntimeException e) {
      // The others must have their turn though this one can't go on.
      Optional.ofNullable(current.get())
          .ifPresent(failed -> replays.rest(failed, clock.instant().plus(AFTER_FAILURE)));
      throw e;
    }
  }

  private boolean advanceOne(Connection tx, Consumer<Replay> current) throws SQLException {
    Optional<Replay> due = replays.lockDue(clock.instant());
    due.ifPresent(current);
    if (due.isPresent()) {
      advance(tx, due.get());
    }
    return due.isPresent();
  }

  private void advance(Connection tx, Replay replay) throws SQLException {
    Instant now = clock.instant();
    Optional<Subscription> to = subscriptions.find(replay.subscriptionId());
    Optional<EventPlace> place = replay.place();
    if (to.isEmpty() || place.isEmpty()) {
      replays.end(replay, now);
    } else if (replays.pending(replay, MOST_PENDING) >= MOST_PENDING) {
      replays.rest(replay, now.plus(WHILE_FULL));
    } else {
      advance(tx, replay, to.get(), place.get(), now);
    }
  }

  private void advance(Connection tx, Replay replay, Subscription to, EventPlace from, Instant now)
      throws SQLException {
    EventTopic.Part part = topic.read(from, replay.end(from.partition()));
    List<UUID> made = repeated(tx, replay, to, wanted(part.events(), to));
    EventPlace next = new EventPlace(from.partition(), part.next());
    replays.advance(replay, next, part.events().size(), made.size(), now);
  }

  private static List<DecodedRecord<WhatsAppEvent>> wanted(
      List<DecodedRecord<WhatsAppEvent>> events, Subscription to) {
    return events.stream()
        .filter(event -> to.terms().accounts().contains(event.value().getAccountId()))
        .filter(event -> to.wants(event.value().getType()))
        .toList();
  }

  private List<UUID> repeated(
      Connection tx, Replay replay, Subscription to, List<DecodedRecord<WhatsAppEvent>> events)
      throws SQLException {
    if (replay.events() == 0) {
      subscriptions.release(to.id());
    }
    return repeats.repeat(tx, events, to, replay.id(), replay.failedOnly());
  }
}
