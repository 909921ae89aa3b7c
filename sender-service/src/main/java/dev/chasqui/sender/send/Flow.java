package dev.chasqui.sender.send;

import dev.chasqui.schemas.CommandResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each step of a command; never what it says, nor to whom. */
final class Flow {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.flow");

  private Flow() {}

  static void result(CommandResult result) {
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
}
