package dev.chasqui.sender.result;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.graph.SendOutcome.Accepted;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The results that commands get. */
public final class Results {

  private final Clock clock;

  public Results(Clock clock) {
    this.clock = clock;
  }

  /**
   * The command that a result is for.
   *
   * @param clientReference the producer's own reference, or null
   * @param content what it was to send; null if that is not known
   * @param attempts how often WhatsApp was called
   */
  public record Subject(
      String commandId,
      long accountId,
      String to,
      @Nullable String clientReference,
      @Nullable Content content,
      int attempts) {

    /** What a producer sends too long is refused, but the refusal must fit into a record. */
    private static final int MOST_ECHOED = 256;

    public Subject {
      to = shortened(to);
      clientReference = clientReference == null ? null : shortened(clientReference);
    }

    private static String shortened(String text) {
      return text.length() > MOST_ECHOED ? text.substring(0, MOST_ECHOED) : text;
    }

    /** A command that was not tried yet. */
    public static Subject of(SendCommand command) {
      return new Subject(
          command.getCommandId(),
          command.getAccountId(),
          command.getTo(),
          command.getClientReference(),
          Content.of(command),
          0);
    }

    /** Whether a result may be this command's, and not one's that has its id but says another. */
    public boolean mayHave(CommandResult result) {
      return mayBe(result.getTo(), Content.of(result));
    }

    /**
     * Whether a command with this id may be this one.
     *
     * @param other null if it is not known: then only {@code otherTo} tells
     */
    public boolean mayBe(String otherTo, @Nullable Content other) {
      return to.equals(otherTo) && (other == null || other.equals(content));
    }
  }

  /** It waits in the queue. */
  public CommandResult accepted(Subject subject) {
    return result(subject, CommandStatus.ACCEPTED, false).build();
  }

  /** WhatsApp or the pace keeps it back. */
  public CommandResult held(
      Subject subject, String code, String message, @Nullable Integer providerCode) {
    return failure(subject, CommandStatus.HELD, false, code, message, providerCode);
  }

  /** The account's daily quota is used up. */
  public CommandResult heldByQuota(Subject subject) {
    CommandResult held =
        held(
            subject,
            "daily_quota",
            "The account's daily quota is used up; it is sent when the next day begins",
            null);
    // Beside what it may be held for by WhatsApp after the same number of attempts.
    held.setResultId(held.getResultId() + ":daily_quota");
    return held;
  }

  /** WhatsApp took it. */
  public CommandResult sent(Subject subject, Accepted accepted) {
    return result(subject, CommandStatus.SENT, true)
        .setMessageId(accepted.messageId())
        .setWaId(accepted.waId())
        .build();
  }

  /** It is not sent, for good. */
  public CommandResult rejected(
      Subject subject, String code, String message, @Nullable Integer providerCode) {
    return failure(subject, CommandStatus.REJECTED, true, code, message, providerCode);
  }

  /** It is not known yet whether WhatsApp took it; that may still turn out. */
  public CommandResult inDoubt(Subject subject, Unknown why) {
    return unknown(subject, false, why);
  }

  /** It cannot be known whether WhatsApp took it. */
  public CommandResult unknown(Subject subject, Unknown why) {
    return unknown(subject, true, why);
  }

  private CommandResult unknown(Subject subject, boolean isFinal, Unknown why) {
    return failure(
        subject, CommandStatus.UNKNOWN, isFinal, why.code(), why.message(), why.providerCode());
  }

  /** Its time was over before it could be sent. */
  public CommandResult expired(Subject subject) {
    return expired(subject, "expiresAt passed before it was sent");
  }

  /** As {@link #expired(Subject)}, for a reason that is told in {@code message}. */
  public CommandResult expired(Subject subject, String message) {
    return failure(subject, CommandStatus.EXPIRED, true, "expired", message, null);
  }

  /** It was cancelled before it could be sent. */
  public CommandResult cancelled(Subject subject) {
    return result(subject, CommandStatus.CANCELLED, true).build();
  }

  private CommandResult failure(
      Subject subject,
      CommandStatus status,
      boolean isFinal,
      String code,
      String message,
      @Nullable Integer providerCode) {
    return result(subject, status, isFinal, ":" + code)
        .setErrorCode(code)
        .setErrorMessage(message)
        .setProviderCode(providerCode)
        .build();
  }

  private CommandResult.Builder result(Subject subject, CommandStatus status, boolean isFinal) {
    return result(subject, status, isFinal, "");
  }

  private CommandResult.Builder result(
      Subject subject, CommandStatus status, boolean isFinal, String why) {
    // A command has one final result, so this is unique, and the same if it is decided again.
    String step = isFinal ? "final" : status.name() + ":" + subject.attempts() + why;
    Content content = subject.content();
    return CommandResult.newBuilder()
        .setResultId("%d:%s:%s".formatted(subject.accountId(), subject.commandId(), step))
        .setCommandId(subject.commandId())
        .setAccountId(subject.accountId())
        .setTo(subject.to())
        .setStatus(status)
        .setIsFinal(isFinal)
        .setTimestamp(Instant.now(clock))
        .setClientReference(subject.clientReference())
        .setAttempts(subject.attempts())
        .setContent(content == null ? null : content.told());
  }
}
