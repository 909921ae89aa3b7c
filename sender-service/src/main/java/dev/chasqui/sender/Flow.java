package dev.chasqui.sender;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.workqueue.Enqueued;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each movement of a message; never what it says, nor to whom. */
public final class Flow {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.flow");

  private Flow() {}

  /** A command was taken from the topic. */
  public static void command(SendCommand command, Enqueued enqueued) {
    LOG.atInfo()
        .addKeyValue("step", "command")
        .addKeyValue("accountId", command.getAccountId())
        .addKeyValue("commandId", command.getCommandId())
        .addKeyValue("status", status(enqueued))
        .log("command");
  }

  /** A command went on. */
  public static void result(CommandResult result) {
    LOG.atInfo()
        .addKeyValue("step", "result")
        .addKeyValue("accountId", result.getAccountId())
        .addKeyValue("commandId", result.getCommandId())
        .addKeyValue("status", result.getStatus())
        .addKeyValue("messageId", result.getMessageId())
        .addKeyValue("errorCode", result.getErrorCode())
        .addKeyValue("attempts", result.getAttempts())
        .log("result");
  }

  private static String status(Enqueued enqueued) {
    return switch (enqueued) {
      case Enqueued.Leased leased -> "sending";
      case Enqueued.Waiting waiting -> "queued";
      case Enqueued.Recorded recorded -> "refused";
      case Enqueued.Duplicate duplicate -> "duplicate";
    };
  }
}
