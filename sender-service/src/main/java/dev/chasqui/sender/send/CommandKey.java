package dev.chasqui.sender.send;

import dev.chasqui.schemas.SendCommand;

/**
 * What a command is known by in the queue: accounts do not share ids, so tenants cannot collide.
 */
public final class CommandKey {

  private CommandKey() {}

  /** The key of a command. */
  public static String of(SendCommand command) {
    return command.getAccountId() + ":" + command.getCommandId();
  }

  /** The command's id in a key. */
  static String commandId(String key) {
    return key.substring(key.indexOf(':') + 1);
  }
}
