package dev.chasqui.inbound.history;

/**
 * Which message of which account. Immutable.
 *
 * @param key see {@link MessageKeys}
 * @param chatId of one that a command sends, since the command's id may be used again for somebody
 *     else; else {@link KeptMessage#NO_CHAT}
 */
record MessageKey(long accountId, String key, long chatId) {

  /** Of one that is told about in a chat. */
  static MessageKey in(long chatId, long accountId, String key) {
    return new MessageKey(
        accountId, key, MessageKeys.isOfCommand(key) ? chatId : KeptMessage.NO_CHAT);
  }

  /** Of one that WhatsApp's id tells from all others of the account. */
  static MessageKey ofWhatsApp(long accountId, String waId) {
    return new MessageKey(accountId, MessageKeys.ofWhatsApp(waId), KeptMessage.NO_CHAT);
  }
}
