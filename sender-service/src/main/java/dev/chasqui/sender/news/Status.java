package dev.chasqui.sender.news;

import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.sender.send.CommandKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the message of a command has come. Immutable.
 *
 * @param key the command's, see {@link CommandKey}
 * @param messageId WhatsApp's id of the message
 * @param providerCode the Graph error code; null unless it failed
 * @param error why it failed, for people; null unless it failed
 * @param waId the recipient's WhatsApp id, digits only; null if WhatsApp did not say
 */
record Status(
    String key,
    String messageId,
    Progress progress,
    @Nullable Integer providerCode,
    @Nullable String error,
    @Nullable String waId) {

  /** Empty if the event is none, or not about a message of a command. */
  static Optional<Status> of(WhatsAppEvent event) {
    MessageAck ack = event.getAck();
    if (ack == null || ack.getCommandId() == null) {
      return Optional.empty();
    }
    // Whoever else sends from the same number may write there what was never an id of ours.
    return CommandKey.isValidId(ack.getCommandId())
        ? Progress.of(ack.getAck()).map(progress -> of(event.getAccountId(), ack, progress))
        : Optional.empty();
  }

  private static Status of(long accountId, MessageAck ack, Progress progress) {
    return new Status(
        CommandKey.of(accountId, ack.getCommandId()),
        storable(ack.getMessageId()),
        progress,
        ack.getProviderCode(),
        ack.getErrorMessage() == null ? null : storable(ack.getErrorMessage()),
        ack.getRecipient().getPhone() == null ? null : storable(ack.getRecipient().getPhone()));
  }

  /** PostgreSQL refuses this one character; it must not stop the partition. */
  private static String storable(String text) {
    return text.replace("\0", "");
  }
}
