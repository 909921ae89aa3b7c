package dev.chasqui.relay.replay;

import dev.chasqui.chores.Chore;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.relay.delivery.Repeats;
import dev.chasqui.relay.log.EventPlace;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.Subscriptions;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

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
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final Clock clock;

  public ReplayStep(
      Replays replays,
      Subscriptions subscriptions,
      EventTopic topic,
      Repeats repeats,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      Clock clock) {
    this.replays = replays;
    this.subscriptions = subscriptions;
    this.topic = topic;
    this.repeats = repeats;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    AtomicReference<@Nullable Replay> current = new AtomicReference<>();
    try {
      return Objects.requireNonNull(transactions.execute(_ -> advanceOne(current::set)));
    } catch (RuntimeException e) {
      // The others must have their turn though this one can't go on.
      Optional.ofNullable(current.get())
          .ifPresent(failed -> replays.rest(failed, clock.instant().plus(AFTER_FAILURE)));
      throw e;
    }
  }

  private boolean advanceOne(Consumer<Replay> current) {
    Optional<Replay> due = replays.lockDue(clock.instant());
    due.ifPresent(current);
    due.ifPresent(this::advance);
    return due.isPresent();
  }

  private void advance(Replay replay) {
    Instant now = clock.instant();
    Optional<Subscription> to = subscriptions.find(replay.subscriptionId());
    Optional<EventPlace> place = replay.place();
    if (to.isEmpty() || place.isEmpty()) {
      replays.end(replay, now);
    } else if (replays.pending(replay, MOST_PENDING) >= MOST_PENDING) {
      replays.rest(replay, now.plus(WHILE_FULL));
    } else {
      advance(replay, to.get(), place.get(), now);
    }
  }

  private void advance(Replay replay, Subscription to, EventPlace from, Instant now) {
    EventTopic.Part part = topic.read(from, replay.end(from.partition()));
    List<UUID> made = repeated(replay, to, wanted(part.events(), to));
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
      Replay replay, Subscription to, List<DecodedRecord<WhatsAppEvent>> events) {
    if (replay.events() == 0) {
      subscriptions.release(to.id());
    }
    ConnectionCallback<List<UUID>> work =
        tx -> repeats.repeat(tx, events, to, replay.id(), replay.failedOnly());
    return Objects.requireNonNull(jdbc.execute(work));
  }
}
