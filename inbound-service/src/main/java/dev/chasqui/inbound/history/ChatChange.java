package dev.chasqui.inbound.history;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a chat while its messages change. Counts on as long as that gives the right
 * number, which is nearly always; else the chat is to be recounted. For one thread.
 */
final class ChatChange {

  private final Group group;
  private final @Nullable KeptChat before;
  private final KeptChat base;
  private final boolean joined;
  private final Map<MessageKey, MessageFacts> messages;
  private @Nullable Instant lastAt;
  private int unread;
  private boolean recount;

  private ChatChange(Group group, @Nullable KeptChat before, KeptChat base, boolean joined) {
    this.group = group;
    this.before = before;
    this.base = base;
    this.joined = joined;
    this.messages = group.messages(base.chatId());
    this.lastAt = base.lastAt();
    this.unread = base.unread();
    this.recount = joined;
  }

  /** Of a new chat with the contact that the group names. */
  static ChatChange made(Group group, long chatId) {
    Contact with = group.contact().orElseThrow();
    return new ChatChange(group, null, KeptChat.made(chatId, group.accountId(), with), false);
  }

  /** Of no chat: what nobody can look at until it is known whose it is changes none. */
  static ChatChange ofNone(Group group) {
    KeptChat none = KeptChat.none(group.accountId());
    return new ChatChange(group, none, none, false);
  }

  /**
   * Of a chat that there is.
   *
   * @param chat as it is; if another was joined to it, with what was better known of that one
   * @param joined whether one was
   */
  static ChatChange of(Group group, KeptChat chat, boolean joined) {
    KeptChat base =
        group.contact().map(with -> chat.knowing(with.address(), with.name())).orElse(chat);
    return new ChatChange(group, chat, base, joined);
  }

  Group group() {
    return group;
  }

  /** What is told of each message. */
  Map<MessageKey, MessageFacts> messages() {
    return messages;
  }

  /** Has told as well what was known of a message in a chat that is joined to this one. */
  void tellAgain(KeptMessage known) {
    messages.merge(
        MessageKey.in(chatId(), known.key().accountId(), known.key().key()),
        known.facts(),
        MessageFacts::and);
  }

  long chatId() {
    return base.chatId();
  }

  /** Takes note of a message that is new, or of which more is known. */
  void take(@Nullable MessageFacts old, MessageFacts now) {
    if (movesMark(old, now) || movesMessage(old, now)) {
      recount = true;
    }
    if (now.isShown()) {
      lastAt = Order.greater(lastAt, now.sentAt());
    }
    unread += count(now) - (old == null ? 0 : count(old));
  }

  private int count(MessageFacts message) {
    return message.isUnread(base.readUpTo()) ? 1 : 0;
  }

  private static boolean movesMark(@Nullable MessageFacts old, MessageFacts now) {
    return now.isMark() && (old == null || !old.isMark() || !old.moment().equals(now.moment()));
  }

  /** That one is older than was known may make another the newest. */
  private static boolean movesMessage(@Nullable MessageFacts old, MessageFacts now) {
    return old != null && old.isShown() && !old.sentAt().equals(now.sentAt());
  }

  boolean isToBeRecounted() {
    return recount;
  }

  boolean isChange() {
    return joined || !Objects.equals(before, after());
  }

  /** The chat as it is then. */
  KeptChat after() {
    return base.with(lastAt, unread);
  }
}
