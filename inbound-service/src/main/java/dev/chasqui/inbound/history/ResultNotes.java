package dev.chasqui.inbound.history;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SentContent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What results of commands tell. Reactions are not kept. Pure. */
final class ResultNotes {

  private static final String READ = "read";
  private static final String REACTION = "reaction";
  private static final String UNKNOWN_ACCOUNT = "unknown_account";

  private ResultNotes() {}

  /** Empty if it is of no message, or of none that anybody could look at. */
  static Optional<Note> of(CommandResult result) {
    if (UNKNOWN_ACCOUNT.equals(result.getErrorCode())) {
      return Optional.empty();
    }
    Instant at = Texts.clean(result.getTimestamp());
    SentContent content = result.getContent();
    return switch (content == null ? "" : content.getType()) {
      case READ -> mark(result.getAccountId(), content, at);
      case REACTION -> Optional.empty();
      default -> message(result, content, at);
    };
  }

  private static Optional<Note> message(
      CommandResult result, @Nullable SentContent content, Instant at) {
    return Optional.ofNullable(Contact.ofRecipient(result.getTo(), result.getWaId(), at))
        .map(
            contact ->
                Note.about(
                    result.getAccountId(),
                    contact,
                    MessageKeys.ofCommand(result.getCommandId()),
                    sent(result, content, at)));
  }

  private static MessageFacts sent(
      CommandResult result, @Nullable SentContent content, Instant at) {
    MessageFacts facts =
        MessageFacts.none(true, at)
            .withWaId(Texts.cleanOrNull(result.getMessageId()))
            .withStanding(Standing.of(result.getStatus()));
    return content == null
        ? facts
        : facts.withContent(
            Texts.clean(content.getType()),
            Wording.first(Texts.cleanOrNull(content.getBody())),
            Media.of(null, null, Texts.cleanOrNull(content.getFilename())));
  }

  /**
   * Whatever becomes of it at WhatsApp: who asked for it has read the message. To whom it was said
   * to be sent counts for nothing: WhatsApp does not look at that either.
   */
  private static Optional<Note> mark(long accountId, @Nullable SentContent content, Instant at) {
    return Optional.ofNullable(content)
        .map(SentContent::getTargetMessageId)
        .map(Texts::nullIfBlank)
        .map(target -> readMark(accountId, target, at));
  }

  /**
   * That a message is read, and with it all before it.
   *
   * @param waId of an inbound message
   */
  static Note readMark(long accountId, String waId, Instant at) {
    return Note.about(
        accountId, null, MessageKeys.ofWhatsApp(waId), MessageFacts.none(false, at).asReadMark());
  }
}
