package dev.chasqui.sender.call;

import dev.chasqui.schemas.SendCommand;
import java.util.function.UnaryOperator;

/**
 * A message that can be sent.
 *
 * @param to to whom, as the call says
 * @param content puts what it says into the command
 * @param known whether its command is known already; then it lacks the file's id, and what comes of
 *     that command is told
 */
public record Draft(String to, UnaryOperator<SendCommand.Builder> content, boolean known) {

  public Draft(String to, UnaryOperator<SendCommand.Builder> content) {
    this(to, content, false);
  }

  /** The same, of a command that is known already. */
  Draft ofKnown() {
    return new Draft(to, content, true);
  }

  SendCommand command(long accountId, CallOptions options) {
    return content
        .apply(
            SendCommand.newBuilder()
                .setCommandId(options.commandId())
                .setAccountId(accountId)
                .setTo(to))
        .build();
  }
}
