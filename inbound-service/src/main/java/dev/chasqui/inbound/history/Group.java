package dev.chasqui.inbound.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Notes about one contact or group, or about one message of nobody knows whom. Immutable.
 *
 * @param notes at least one
 * @param chats those that it was kept in up to now
 * @param newAliases what it was not seen by up to now
 */
record Group(long accountId, List<Note> notes, NavigableSet<Long> chats, Set<String> newAliases) {

  /** Whether a chat must be made, joined with another, or found by more than before. */
  boolean isNews() {
    return chats.size() != 1 || !newAliases.isEmpty();
  }

  /** What all notes together tell of the contact; empty if they name none. */
  Optional<Contact> contact() {
    return notes.stream().flatMap(note -> Stream.ofNullable(note.contact())).reduce(Contact::and);
  }

  /** What all notes together tell of each message, in the order of their first notes. */
  Map<MessageKey, MessageFacts> messages(long chatId) {
    Map<MessageKey, MessageFacts> messages = new LinkedHashMap<>();
    for (Note note : notes) {
      if (note.about() != null) {
        messages.merge(
            MessageKey.in(chatId, accountId, note.about().key()),
            note.about().facts(),
            MessageFacts::and);
      }
    }
    return messages;
  }
}
