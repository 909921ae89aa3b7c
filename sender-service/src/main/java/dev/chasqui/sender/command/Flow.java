package dev.chasqui.sender.command;

import dev.chasqui.schemas.SendCommand;
import dev.chasqui.tracing.Traceparent;
import dev.chasqui.workqueue.Enqueued;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each command taken; never what it says, nor to whom. */
final class Flow {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.flow");

  private Flow() {}

  /**
   * @param trace its traceparent; null if it is in none
   */
  static void command(SendCommand command, Enqueued enqueued, @Nullable String trace) {
    LOG.atInfo()
        .addKeyValue("step", "command")
        .addKeyValue("accountId", command.getAccountId())
        .addKeyValue("commandId", command.getCommandId())
        .addKeyValue("status", status(enqueued))
        .addKeyValue("traceId", Traceparent.traceId(trace))
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
