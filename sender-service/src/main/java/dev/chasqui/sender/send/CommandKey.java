package dev.chasqui.sender.send;

import dev.chasqui.schemas.SendCommand;

/**
 * What a command is known by in the queue: accounts do not share ids, so tenants cannot collide.
 */
public final class CommandKey {

  private static final int LONGEST_ID = 128;

  private CommandKey() {}

  /** The key of a command. */
  public static String of(SendCommand command) {
    return of(command.getAccountId(), command.getCommandId());
  }

  /** The key of an account's command. */
  public static String of(long accountId, String commandId) {
    return accountId + ":" + commandId;
  }

  /** Whether a command may have this id: 1 to 128 characters, none of them a control character. */
  public static boolean isValidId(String commandId) {
    return !commandId.isBlank()
        && commandId.length() <= LONGEST_ID
        && commandId.chars().noneMatch(Character::isISOControl);
  }

  /** The command's id in a key. */
  public static String commandId(String key) {
    return key.substring(key.indexOf(':') + 1);
  }

  /** The account's id in a key. */
  static long accountId(String key) {
    return Long.parseLong(key, 0, key.indexOf(':'), 10);
  }
}
