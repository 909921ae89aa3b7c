package dev.chasqui.inbound.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chat as the database has it. Immutable.
 *
 * @param name of the contact; null if not known
 * @param lastAt of its newest message; null while none is shown
 * @param readUpTo its newest message that is marked as read; null if none is
 * @param unread inbound messages after that
 */
record KeptChat(
    long chatId,
    long accountId,
    Seen address,
    @Nullable Seen name,
    @Nullable Instant lastAt,
    @Nullable Moment readUpTo,
    int unread) {

  /** The chat of messages of which it is not known whose they are; it is not in the database. */
  static KeptChat none(long accountId) {
    Seen nowhere = new Seen(0, Instant.EPOCH, "");
    return new KeptChat(KeptMessage.NO_CHAT, accountId, nowhere, null, null, null, 0);
  }

  /** The same with what is better known of the contact. */
  KeptChat knowing(Seen otherAddress, @Nullable Seen otherName) {
    return new KeptChat(
        chatId,
        accountId,
        address.compareTo(otherAddress) >= 0 ? address : otherAddress,
        Order.greater(name, otherName),
        lastAt,
        readUpTo,
        unread);
  }

  /** The same with other messages. */
  KeptChat with(@Nullable Instant newestAt, int unreadMessages) {
    return new KeptChat(chatId, accountId, address, name, newestAt, readUpTo, unreadMessages);
  }

  static KeptChat made(long chatId, long accountId, Contact with) {
    return new KeptChat(chatId, accountId, with.address(), with.name(), null, null, 0);
  }
}
