package dev.chasqui.inbound.history;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one record of a topic tells. Immutable.
 *
 * @param contact whom a chat is with; null if not told
 * @param about the message of that chat that it is about; null if about none
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

  static Note about(long accountId, Contact contact, String key, MessageFacts facts) {
    return new Note(accountId, contact, new About(key, facts), null);
  }

  static Note of(long accountId, Contact contact) {
    return new Note(accountId, contact, null, null);
  }

  /** Whether what names the contact and the message can be kept as it is. */
  boolean isNamedWell() {
    return Stream.of(
            Stream.ofNullable(contact).flatMap(it -> it.aliases().stream()),
            Stream.ofNullable(about).map(About::key),
            Stream.ofNullable(status).map(Status::waId),
            Stream.ofNullable(status).flatMap(it -> Stream.ofNullable(it.commandId())))
        .flatMap(names -> names)
        .allMatch(name -> name.length() <= LONGEST_IDENTIFIER && name.indexOf('\0') < 0);
  }
}
