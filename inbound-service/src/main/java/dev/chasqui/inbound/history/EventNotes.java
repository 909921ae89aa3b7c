package dev.chasqui.inbound.history;

import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.MessageRevoked;
import dev.chasqui.schemas.ReceivedMedia;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What events tell. Of those about reactions and notices only who took part is kept. Pure. */
final class EventNotes {

  private static final String EDIT = "edit";
  private static final String NOTICE = "system";

  private EventNotes() {}

  /** Empty if it is not about a chat. */
  static Optional<Note> of(WhatsAppEvent event) {
    if (event.getMessage() != null) {
      return message(event, event.getMessage());
    }
    if (event.getAck() != null) {
      return Optional.of(ack(event, event.getAck()));
    }
    if (event.getRevoked() != null) {
      return revoked(event, event.getRevoked());
    }
    return event.getReaction() == null
        ? Optional.empty()
        : contact(event, event.getReaction().getFrom())
            .map(contact -> Note.of(event.getAccountId(), contact));
  }

  private static Optional<Note> message(WhatsAppEvent event, MessageReceived message) {
    return contact(event, message)
        .flatMap(
            contact ->
                switch (message.getType()) {
                  case EDIT -> edit(event, message, contact);
                  case NOTICE -> Optional.of(notice(event, message, contact));
                  default -> Optional.of(received(event, message, contact));
                });
  }

  private static Note received(WhatsAppEvent event, MessageReceived message, Contact contact) {
    Instant receivedAt = Texts.clean(event.getReceivedAt());
    return Note.about(
        event.getAccountId(),
        contact,
        MessageKeys.ofWhatsApp(message.getMessageId()),
        MessageFacts.none(false, Moment.within(at(event), receivedAt))
            .withWaId(message.getMessageId())
            .withReceivedAt(receivedAt)
            .withContent(
                Texts.clean(message.getType()),
                Wording.first(Texts.cleanOrNull(message.getBody())),
                media(message.getMedia())));
  }

  private static @Nullable Media media(@Nullable ReceivedMedia media) {
    return media == null
        ? null
        : Media.of(
            Texts.clean(media.getMediaId()),
            Texts.cleanOrNull(media.getMimeType()),
            Texts.cleanOrNull(media.getFilename()));
  }

  private static Optional<Note> edit(
      WhatsAppEvent event, MessageReceived message, Contact contact) {
    String original = message.getOriginalMessageId();
    if (original == null || original.isBlank()) {
      return Optional.of(Note.of(event.getAccountId(), contact));
    }
    Wording changed =
        new Wording(
            at(event), Texts.clean(message.getMessageId()), Texts.cleanOrNull(message.getBody()));
    return Optional.of(
        Note.about(
            event.getAccountId(),
            contact,
            MessageKeys.ofWhatsApp(original),
            MessageFacts.none(false, at(event)).withWording(changed)));
  }

  /**
   * Whoever has another number or id now is still the same, and is to be reached by that one. In a
   * group it is one of many, and the chat is not theirs.
   */
  private static Note notice(WhatsAppEvent event, MessageReceived message, Contact contact) {
    Contact all =
        Stream.ofNullable(message.getGroupId() == null ? message.getSystem() : null)
            .flatMap(it -> Stream.ofNullable(it.getNewIdentity()))
            .flatMap(identity -> Stream.ofNullable(Contact.of(identity, at(event).plusMillis(1))))
            .reduce(contact, Contact::and);
    return Note.of(event.getAccountId(), all);
  }

  /** Not about a message of the chat: the mark on it may be another program's, and on many. */
  private static Note ack(WhatsAppEvent event, MessageAck ack) {
    Status status =
        new Status(
            event.getAccountId(),
            ack.getMessageId(),
            Texts.nullIfBlank(ack.getCommandId()),
            Standing.of(ack.getAck()),
            at(event));
    return new Note(
        event.getAccountId(), contact(event, ack.getRecipient()).orElse(null), null, status);
  }

  private static Optional<Note> revoked(WhatsAppEvent event, MessageRevoked revoked) {
    String target = revoked.getTargetMessageId();
    MessageFacts facts = MessageFacts.none(false, at(event)).asRevoked();
    return contact(event, revoked.getFrom())
        .map(
            contact ->
                target.isBlank()
                    ? Note.of(event.getAccountId(), contact)
                    : Note.about(
                        event.getAccountId(), contact, MessageKeys.ofWhatsApp(target), facts));
  }

  private static Optional<Contact> contact(WhatsAppEvent event, MessageReceived message) {
    return message.getGroupId() == null
        ? Optional.ofNullable(Contact.of(message.getFrom(), at(event)))
        : Optional.of(Contact.ofGroup(message.getGroupId(), at(event)));
  }

  /** Who took part, or the group that they did it in: then the chat is not named by them. */
  private static Optional<Contact> contact(WhatsAppEvent event, Identity participant) {
    String chat = event.getChatId();
    return chat == null || names(participant).anyMatch(chat::equals)
        ? Optional.ofNullable(Contact.of(participant, at(event)))
        : Optional.of(Contact.ofGroup(chat, at(event)));
  }

  private static Stream<String> names(Identity identity) {
    return Stream.of(
            Stream.ofNullable(identity.getPhone()),
            Stream.ofNullable(identity.getBsuid()),
            Stream.ofNullable(identity.getLid()).map(lid -> lid + "@lid"),
            Stream.ofNullable(identity.getRaw()))
        .flatMap(name -> name);
  }

  private static Instant at(WhatsAppEvent event) {
    return Texts.clean(event.getTimestamp());
  }
}
