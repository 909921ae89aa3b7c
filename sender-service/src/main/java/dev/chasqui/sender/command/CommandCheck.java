package dev.chasqui.sender.command;

import dev.chasqui.access.AccountDirectory;
import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.command.CheckedCommand.Refused;
import dev.chasqui.sender.command.CheckedCommand.Sendable;
import dev.chasqui.sender.graph.MessageBody;
import dev.chasqui.sender.graph.MessageContent;
import dev.chasqui.sender.graph.Recipient;
import dev.chasqui.sender.send.PendingSend;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a command can be sent at all. What only WhatsApp can know, it leaves to WhatsApp.
 */
final class CommandCheck {

  private final AccountDirectory accounts;

  CommandCheck(AccountDirectory accounts) {
    this.accounts = accounts;
  }

  CheckedCommand check(SendCommand command) {
    if (accounts.find(command.getAccountId()).isEmpty()) {
      return new Refused(
          "unknown_account",
          "Account " + command.getAccountId() + " does not exist or is disabled");
    }
    Optional<Recipient> recipient = Recipient.parse(command.getTo());
    if (recipient.isEmpty()) {
      return new Refused(
          "invalid_recipient",
          "The recipient is no phone number in international form, no JID and no user id");
    }
    try {
      return sendable(command, recipient.get());
    } catch (IllegalArgumentException e) {
      return new Refused("invalid_message", String.valueOf(e.getMessage()));
    }
  }

  private static CheckedCommand sendable(SendCommand command, Recipient recipient) {
    List<MessageContent> contents = MessageContent.of(command);
    MarkRead mark = command.getMarkRead();
    int found = contents.size() + (mark == null ? 0 : 1);
    if (found != 1) {
      return new Refused(
          "invalid_message",
          "A command carries exactly one content (text, image, … markRead); this one has " + found);
    }
    String body =
        mark == null
            ? MessageBody.of(command, recipient, contents.getFirst())
            : MessageBody.of(mark);
    return new Sendable(PendingSend.of(command, body), recipient.key(), command.getSendAt());
  }
}
