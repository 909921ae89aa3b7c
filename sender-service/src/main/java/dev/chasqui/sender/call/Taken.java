package dev.chasqui.sender.call;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that was taken. Immutable.
 *
 * @param command by which it is sent
 * @param progress how far it has come
 * @param result what is known of it; null if that is nothing
 */
public record Taken(SendCommand command, Progress progress, @Nullable CommandResult result) {

  /** How far a message has come. */
  public enum Progress {
    /** Its pace holds it, or nothing is known of it yet. */
    QUEUED,
    SENT,
    /** It is not known whether WhatsApp took it. */
    UNKNOWN
  }

  /** WhatsApp's id; the command's while WhatsApp has given none. */
  public String messageId() {
    String given = result == null ? null : result.getMessageId();
    return Objects.requireNonNullElse(given, command.getCommandId());
  }
}
