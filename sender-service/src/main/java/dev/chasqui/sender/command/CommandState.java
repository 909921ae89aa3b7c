package dev.chasqui.sender.command;

import dev.chasqui.schemas.CommandResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a command stands. Immutable.
 *
 * @param commandId the command's id
 * @param to the recipient as the command named it; null once the command has ended
 * @param progress how far it has come
 * @param reason why it waits, or why it ended without being sent; null if there is none
 * @param since since when it waits for that; null if it does not or that is not known
 * @param due when it may go at the earliest; null unless it waits
 * @param attempts how often WhatsApp was called or is being called
 * @param result its final result; null while it has none
 */
public record CommandState(
    String commandId,
    @Nullable String to,
    Progress progress,
    @Nullable String reason,
    @Nullable Instant since,
    @Nullable Instant due,
    int attempts,
    @Nullable CommandResult result) {

  /** How far a command has come. */
  public enum Progress {
    WAITING,
    SENDING,
    FINISHED
  }
}
