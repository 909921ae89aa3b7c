package dev.chasqui.simulator.chat;

import org.jspecify.annotations.Nullable;

/**
 * Whom a message is for.
 *
 * @param input as the request gave it
 * @param person null for a group, and for a BSUID that nobody has
 * @param userId the BSUID it was sent to; null when it was sent to a phone number or a group
 * @param groupId null when not sent to a group
 */
public record Recipient(
    String input, @Nullable Person person, @Nullable String userId, @Nullable String groupId) {

  /** What the chat with this recipient is called: digits, a group id or a BSUID. */
  public String chat() {
    if (groupId != null) {
      return groupId;
    }
    return person == null ? input : person.waId();
  }
}
