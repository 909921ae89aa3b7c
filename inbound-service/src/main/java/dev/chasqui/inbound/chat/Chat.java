package dev.chasqui.inbound.chat;

import dev.chasqui.inbound.history.MessageKeys;
import org.jspecify.annotations.Nullable;

/**
 * Which chat. Immutable.
 *
 * @param address what a message to it is sent to: a phone number's digits, a JID or a user id
 */
record Chat(long id, long accountId, String address) {

  /**
   * The id of one of its messages, as whatsapp-web.js writes it: {@code true_} for what the account
   * sent and {@code false_} for what it received, the chat, and WhatsApp's own id.
   *
   * @param key of the message in the history; its id stands for WhatsApp's while that is not known
   */
  String messageId(boolean outbound, @Nullable String waId, String key) {
    boolean isNumber = address.chars().allMatch(Character::isDigit);
    return "%s_%s_%s"
        .formatted(
            outbound,
            isNumber ? address + "@c.us" : address,
            waId == null ? MessageKeys.id(key) : waId);
  }
}
