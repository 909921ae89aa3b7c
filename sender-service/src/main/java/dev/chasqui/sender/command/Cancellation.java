package dev.chasqui.sender.command;

import dev.chasqui.schemas.CommandResult;

/** What came of cancelling a command. Immutable. */
public sealed interface Cancellation {

  /** It waited, and will not be sent (again). */
  record Cancelled() implements Cancellation {}

  /** It is on its way to WhatsApp, or nobody knows yet whether WhatsApp took it. */
  record InFlight() implements Cancellation {}

  /**
   * It had ended before.
   *
   * @param result its final result
   */
  record Finished(CommandResult result) implements Cancellation {}

  /** The account has no such command, or has it no longer. */
  record NotFound() implements Cancellation {}
}
