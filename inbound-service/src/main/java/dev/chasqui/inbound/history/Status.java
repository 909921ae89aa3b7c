package dev.chasqui.inbound.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a message has come that was sent over an account's number. {@link #and} is commutative,
 * associative and idempotent. Immutable.
 *
 * @param waId WhatsApp's id of the message
 * @param commandId the command that sent it, or another program's mark; null if it has none
 * @param toldAt the first time
 */
record Status(
    long accountId, String waId, @Nullable String commandId, Standing standing, Instant toldAt) {

  /** Both together; of the same message. */
  Status and(Status other) {
    return new Status(
        accountId,
        waId,
        Order.greater(commandId, other.commandId),
        standing.further(other.standing),
        toldAt.isBefore(other.toldAt) ? toldAt : other.toldAt);
  }
}
