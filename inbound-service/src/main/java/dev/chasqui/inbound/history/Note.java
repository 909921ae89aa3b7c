package dev.chasqui.inbound.history;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one record of a topic tells. Immutable.
 *
 * @param contact whom a chat is with; null if not told
 * @param about the message that it is about, of that chat if one is told; null if about none
 * @param status of a message that was sent; null if it tells none
 */
record Note(
    long accountId, @Nullable Contact contact, @Nullable About about, @Nullable Status status) {

  private static final int LONGEST_IDENTIFIER = 512;

  /**
   * What it tells of a message.
   *
   * @param key see {@link MessageKeys}
   */
  record About(String key, MessageFacts facts) {}

  static Note about(long accountId, @Nullable Contact contact, String key, MessageFacts facts) {
    return new Note(accountId, contact, new About(key, facts), null);
  }

  static Note of(long accountId, Contact contact) {
    return new Note(accountId, contact, null, null);
  }

  /** What it names the contact by. */
  Stream<Alias> aliases() {
    return Stream.ofNullable(contact)
        .flatMap(it -> it.aliases().stream())
        .map(alias -> new Alias(accountId, alias));
  }

  /** The message that it is about, if whoever has WhatsApp's id knows which one that is. */
  Stream<MessageKey> message() {
    return Stream.ofNullable(about)
        .filter(it -> !MessageKeys.isOfCommand(it.key()))
        .map(it -> MessageKey.in(KeptMessage.NO_CHAT, accountId, it.key()));
  }

  /** Whether what names the contact and the message can be kept as it is. */
  boolean isNamedWell() {
    return Stream.of(
            Stream.ofNullable(contact).flatMap(it -> it.aliases().stream()),
            Stream.ofNullable(about).map(it -> MessageKeys.id(it.key())),
            Stream.ofNullable(status).map(Status::waId),
            Stream.ofNullable(status).flatMap(it -> Stream.ofNullable(it.commandId())))
        .flatMap(names -> names)
        .allMatch(
            name ->
                !name.isBlank() && name.length() <= LONGEST_IDENTIFIER && name.indexOf('\0') < 0);
  }
}
