package dev.chasqui.sender.command;

import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.SealedSecretException;
import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.command.CheckedCommand.Expired;
import dev.chasqui.sender.command.CheckedCommand.Refused;
import dev.chasqui.sender.command.CheckedCommand.Sendable;
import dev.chasqui.sender.graph.MessageBody;
import dev.chasqui.sender.graph.MessageContent;
import dev.chasqui.sender.graph.Recipient;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.sender.send.PendingSend;
import dev.chasqui.tracing.Traceparent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a command can be sent at all. What only WhatsApp can know, it leaves to WhatsApp.
 */
final class CommandCheck {

  private static final int LONGEST_REFERENCE = 256;

  private final AccountDirectory accounts;
  private final Duration surelyKnown;
  private final Clock clock;

  /**
   * @param keepFinished how long a command is known after it has ended
   */
  CommandCheck(AccountDirectory accounts, Duration keepFinished, Clock clock) {
    this.accounts = accounts;
    // A day of the usual week: clocks differ, and what was decided waits to be written.
    this.surelyKnown = keepFinished.minus(keepFinished.dividedBy(7));
    this.clock = clock;
  }

  /**
   * @param producedAt when its producer put it onto the topic
   * @param trace its traceparent; null if it is in none
   */
  CheckedCommand check(SendCommand command, Instant producedAt, @Nullable String trace) {
    if (producedAt.isBefore(clock.instant().minus(surelyKnown))) {
      // It may have been sent and forgotten since: a topic that is read again sends nothing twice.
      return new Expired(
          "It was produced at "
              + producedAt
              + ", too long ago to know that it was not sent before");
    }
    if (!mayExist(command.getAccountId())) {
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
    String reference = command.getClientReference();
    if (reference != null && reference.length() > LONGEST_REFERENCE) {
      return invalid("clientReference has more than " + LONGEST_REFERENCE + " characters");
    }
    try {
      return sendable(command, producedAt, recipient.get(), trace);
    } catch (IllegalArgumentException e) {
      return invalid(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // What cannot be written now never can: without this its batch would be retried for ever.
      return invalid("The content cannot be written as JSON: " + e.getClass().getSimpleName());
    }
  }

  /** One whose secrets cannot be opened does: its commands wait until they can. */
  private boolean mayExist(long accountId) {
    try {
      return accounts.find(accountId).isPresent();
    } catch (SealedSecretException e) {
      return true;
    }
  }

  private CheckedCommand sendable(
      SendCommand command, Instant producedAt, Recipient recipient, @Nullable String trace) {
    List<MessageContent> contents = MessageContent.of(command);
    MarkRead mark = command.getMarkRead();
    int found = contents.size() + (mark == null ? 0 : 1);
    if (found != 1) {
      return invalid(
          "A command carries exactly one content (text, image, … markRead); this one has " + found);
    }
    String body =
        mark == null
            ? MessageBody.of(
                command,
                recipient,
                contents.getFirst(),
                Traceparent.isSampled(trace) ? trace : null)
            : MessageBody.of(mark);
    PendingSend send = pending(command, producedAt, recipient, body).in(trace);
    return timed(command, recipient, send.toBytes());
  }

  private static PendingSend pending(
      SendCommand command, Instant producedAt, Recipient recipient, String body) {
    return command.getMarkRead() == null && recipient instanceof Recipient.Phone(String digits)
        ? PendingSend.of(command, producedAt, digits, body)
        : PendingSend.of(command, producedAt, null, body);
  }

  private CheckedCommand timed(SendCommand command, Recipient recipient, byte[] payload) {
    Instant now = clock.instant();
    Instant sendAt =
        command.getSendAt() != null && command.getSendAt().isAfter(now)
            ? command.getSendAt()
            : null;
    Instant earliest = sendAt == null ? now : sendAt;
    return command.getExpiresAt() != null && !earliest.isBefore(command.getExpiresAt())
        ? new Expired("expiresAt passed before it was sent")
        : new Sendable(
            LaneName.messages(command.getAccountId()).text(), recipient.key(), sendAt, payload);
  }

  private static Refused invalid(String message) {
    return new Refused("invalid_message", message);
  }
}
