package dev.chasqui.sender.command;

import dev.chasqui.sender.send.PendingSend;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What {@link CommandCheck} found. Immutable. */
sealed interface CheckedCommand {

  /**
   * It can be sent.
   *
   * @param lane the account's lane
   * @param recipient messages to the same one leave in order and share a pace
   * @param sendAt not before this time, which is yet to come; null for as soon as possible
   * @param payload a {@link PendingSend}, as the queue stores it
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  record Sendable(String lane, String recipient, @Nullable Instant sendAt, byte[] payload)
      implements CheckedCommand {}

  /**
   * Its time is over before it can be sent.
   *
   * @param message for people
   */
  record Expired(String message) implements CheckedCommand {}

  /**
   * It can never be sent.
   *
   * @param code our stable code
   * @param message for people
   */
  record Refused(String code, String message) implements CheckedCommand {}
}
