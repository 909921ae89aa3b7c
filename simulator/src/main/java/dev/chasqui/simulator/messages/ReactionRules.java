package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.numbers.BusinessNumber;

/**
 * A reaction. One to a message that never was is accepted and fails later, as at Meta's.
 * Thread-safe.
 */
final class ReactionRules implements TypeRules {
  private static final int MAX_ID = 256;
  private static final int MAX_EMOJI = 32;

  @Override
  public void check(BusinessNumber number, Param content, Param message) {
    content.text("message_id", MAX_ID);
    if (!content.has("emoji")) {
      throw content.missing("emoji");
    }
    content.optionalText("emoji", MAX_EMOJI);
    message.require(!message.has("context"), "context is not allowed on a reaction");
  }
}
