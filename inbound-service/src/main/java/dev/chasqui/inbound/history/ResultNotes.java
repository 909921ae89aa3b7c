package dev.chasqui.inbound.history;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SentContent;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
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
    return Stream.ofNullable(Contact.ofRecipient(result.getTo(), result.getWaId(), at))
        .flatMap(contact -> note(result, contact, at).stream())
        .findFirst();
  }

  private static Optional<Note> note(CommandResult result, Contact contact, Instant at) {
    SentContent content = result.getContent();
    return switch (content == null ? "" : content.getType()) {
      case READ -> mark(result, contact, at);
      case REACTION -> Optional.empty();
      default ->
          Optional.of(
              Note.about(
                  result.getAccountId(),
                  contact,
                  MessageKeys.ofCommand(result.getCommandId()),
                  sent(result, content, at)));
    };
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

  /** Whatever becomes of it at WhatsApp: who asked for it has read the message. */
  private static Optional<Note> mark(CommandResult result, Contact contact, Instant at) {
    return Stream.ofNullable(result.getContent())
        .flatMap(content -> Stream.ofNullable(content.getTargetMessageId()))
        .map(target -> readMark(result.getAccountId(), contact, target, at))
        .findFirst();
  }

  /**
   * That a message is read, and with it all before it.
   *
   * @param waId of an inbound message
   */
  static Note readMark(long accountId, Contact contact, String waId, Instant at) {
    return Note.about(
        accountId,
        contact,
        MessageKeys.ofWhatsApp(waId),
        MessageFacts.none(false, at).asReadMark());
  }
}
