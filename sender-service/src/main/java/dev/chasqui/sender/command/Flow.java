package dev.chasqui.sender.command;

import dev.chasqui.schemas.SendCommand;
import dev.chasqui.workqueue.Enqueued;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each command taken; never what it says, nor to whom. */
final class Flow {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.flow");

  private Flow() {}

  static void command(SendCommand command, Enqueued enqueued) {
    LOG.atInfo()
        .addKeyValue("step", "command")
        .addKeyValue("accountId", command.getAccountId())
        .addKeyValue("commandId", command.getCommandId())
        .addKeyValue("status", status(enqueued))
        .log("command");
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
