package dev.chasqui.sender.command;

import dev.chasqui.sender.send.PendingSend;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What {@link CommandCheck} found. Immutable. */
sealed interface CheckedCommand {

  /**
   * It can be sent.
   *
   * @param order messages with the same key leave in order
   * @param sendAt not before this time; null for as soon as possible
   */
  record Sendable(PendingSend send, String order, @Nullable Instant sendAt)
      implements CheckedCommand {}

  /**
   * It can never be sent.
   *
   * @param code our stable code
   * @param message for people
   */
  record Refused(String code, String message) implements CheckedCommand {}
}
