package dev.chasqui.inbound.history;

/**
 * A message as the database has it. Immutable.
 *
 * @param chatId {@link #NO_CHAT} if nobody told yet whose it is
 */
record KeptMessage(MessageKey key, long chatId, MessageFacts facts) {

  static final long NO_CHAT = 0;

  boolean isOfNoChat() {
    return chatId == NO_CHAT;
  }
}
