package dev.chasqui.sender.rest;

import dev.chasqui.sender.call.Taken;
import java.time.Instant;
import java.util.Locale;

/**
 * A message that was taken.
 *
 * @param messageId WhatsApp's id; while the message is queued, the command's
 * @param status {@code sent}, {@code queued} or {@code unknown}
 */
record Sent(String messageId, String commandId, String phone, String status, Instant timestamp) {

  static Sent of(Taken taken, Instant now) {
    return new Sent(
        taken.messageId(),
        taken.command().getCommandId(),
        taken.command().getTo(),
        taken.progress().name().toLowerCase(Locale.ROOT),
        now);
  }
}
