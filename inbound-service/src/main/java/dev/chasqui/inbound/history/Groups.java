package dev.chasqui.inbound.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out which notes are about the same contact or group: those that name one identifier, one
 * message, or a chat in common, directly or through others. For one thread.
 */
final class Groups {

  /** A chat among the things that belong together. */
  private record Chat(long chatId) {}

  private final Map<Alias, Long> known;
  private final Map<Object, Object> parents = new HashMap<>();

  private Groups(Map<Alias, Long> known) {
    this.known = known;
  }

  /**
   * The groups, in the order of their first notes.
   *
   * @param notes each names a contact, a message, or both
   * @param known the chats of identifiers
   * @param found the chats of messages
   */
  static List<Group> of(List<Note> notes, Map<Alias, Long> known, Map<MessageKey, Long> found) {
    Groups groups = new Groups(known);
    notes.forEach(groups::join);
    known.forEach((alias, chatId) -> groups.join(alias, new Chat(chatId)));
    found.forEach((key, chatId) -> groups.join(key, new Chat(chatId)));
    Set<Long> chats = new HashSet<>(known.values());
    chats.addAll(found.values());
    return groups.collect(notes, chats);
  }

  private void join(Note note) {
    Object first = first(note);
    names(note).forEach(name -> join(first, name));
  }

  /** What it names: the contact's identifiers, the message. */
  private static Stream<Object> names(Note note) {
    return Stream.<Object>concat(note.aliases(), note.message());
  }

  private static Object first(Note note) {
    return names(note).findFirst().orElseThrow();
  }

  private void join(Object one, Object other) {
    parents.put(root(one), root(other));
  }

  private Object root(Object of) {
    Object root = of;
    for (Object above = parent(root); !above.equals(root); above = parent(root)) {
      // Each look makes the way of the next one shorter.
      parents.put(root, parent(above));
      root = above;
    }
    return root;
  }

  private Object parent(Object of) {
    return parents.getOrDefault(of, of);
  }

  private List<Group> collect(List<Note> notes, Set<Long> chatIds) {
    Map<Object, List<Note>> byRoot = new LinkedHashMap<>();
    notes.forEach(
        note -> byRoot.computeIfAbsent(root(first(note)), _ -> new ArrayList<>()).add(note));
    Map<Object, NavigableSet<Long>> chats = new HashMap<>();
    for (long chatId : chatIds) {
      chats.computeIfAbsent(root(new Chat(chatId)), _ -> new TreeSet<>()).add(chatId);
    }
    List<Group> groups = new ArrayList<>();
    byRoot.forEach(
        (root, together) -> groups.add(group(together, chats.getOrDefault(root, new TreeSet<>()))));
    return groups;
  }

  private Group group(List<Note> notes, NavigableSet<Long> chats) {
    long accountId = notes.getFirst().accountId();
    Set<String> newAliases =
        notes.stream()
            .flatMap(Note::aliases)
            .filter(alias -> !known.containsKey(alias))
            .map(Alias::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new Group(accountId, notes, chats, newAliases);
  }
}
