package dev.chasqui.sender.rest;

import java.time.Instant;

/**
 * A message that was taken.
 *
 * @param messageId WhatsApp's id; while the message is queued, the command's
 * @param status {@code sent}, {@code queued} or {@code unknown}
 */
record Sent(String messageId, String commandId, String phone, String status, Instant timestamp) {}
