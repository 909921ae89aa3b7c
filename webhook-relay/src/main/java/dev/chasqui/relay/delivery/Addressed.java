package dev.chasqui.relay.delivery;

import dev.chasqui.relay.log.EventPlace;
import dev.chasqui.relay.log.NewEntry;
import dev.chasqui.relay.log.Progress;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.Start;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new delivery with the subscription as it was when the event came. Immutable.
 *
 * @param key the delivery's, which is asked for again and again
 * @param chatId the event's chat, or null
 * @param place where the event is
 */
record Addressed(
    Delivery delivery, String key, Subscription to, @Nullable String chatId, EventPlace place) {

  Addressed(Delivery delivery, Subscription to, @Nullable String chatId, EventPlace place) {
    this(delivery, delivery.key(), to, chatId, place);
  }

  /** The same with the delivery as it was begun. */
  Addressed as(Delivery begun) {
    return new Addressed(begun, to, chatId, place);
  }

  /** Whether it may be attempted before it is recorded: nothing says when it is its turn. */
  boolean mayGoFirst() {
    return to.active() && !to.isSealed() && !to.isPaced() && !to.isOrdered();
  }

  /** As the queue gets it. */
  NewItem item(Start start, Instant now) {
    return new NewItem(
        to.id(), key, group(), true, delivery.toBytes(), start, now.plus(to.terms().retention()));
  }

  /** As the log gets it. */
  NewEntry entry(Progress progress) {
    return new NewEntry(
        delivery.id(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.accountId(),
        chatId,
        to.id(),
        place,
        delivery.replayId(),
        progress);
  }

  /** The chat, if its events are to arrive in order: its accounts may have chats of one name. */
  private @Nullable String group() {
    return to.isOrdered() && chatId != null ? delivery.accountId() + ":" + chatId : null;
  }
}
