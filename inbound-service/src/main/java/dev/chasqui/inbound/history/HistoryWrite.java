package dev.chasqui.inbound.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to keep what notes tell, within a transaction. Locks are taken in one order by all:
 * accounts where chats are made or joined, then chats, each by their ids, then statuses. Who has a
 * chat locked has its messages to itself. For one thread.
 */
final class HistoryWrite {

  private static final Comparator<MessageKey> BY_ID =
      Comparator.comparingLong(MessageKey::accountId).thenComparing(MessageKey::key);

  private final HistoryTables tables;
  private final List<Note> notes;
  private final Map<MessageKey, Long> found;
  private final Map<MessageKey, Long> elsewhere = new HashMap<>();

  /**
   * @param found messages of which an earlier attempt saw that they are in another chat than their
   *     contacts
   */
  HistoryWrite(HistoryTables tables, List<Note> notes, Map<MessageKey, Long> found) {
    this.tables = tables;
    this.notes = notes;
    this.found = found;
  }

  /**
   * Keeps all; false if another transaction was in the way, and this one is to be rolled back and
   * tried anew.
   */
  boolean run() {
    List<Group> groups = groups();
    Set<Long> accounts = accountsWithNews(groups);
    if (!accounts.isEmpty()) {
      tables.lockAccounts(accounts);
      groups = groups();
      if (!accounts.containsAll(accountsWithNews(groups))) {
        return false;
      }
    }
    NavigableSet<Long> ids = new TreeSet<>();
    groups.forEach(group -> ids.addAll(group.chats()));
    Map<Long, KeptChat> chats = tables.lockChats(ids);
    return chats.size() == ids.size() && keep(changes(groups, chats));
  }

  /** What was seen in another chat than it was looked for: those chats are one. */
  Map<MessageKey, Long> elsewhere() {
    return elsewhere;
  }

  private List<Group> groups() {
    List<Note> ofContacts = notes.stream().filter(note -> note.contact() != null).toList();
    Set<Alias> aliases =
        ofContacts.stream().flatMap(HistoryWrite::aliases).collect(Collectors.toSet());
    return Groups.of(ofContacts, tables.chatsOf(aliases), found);
  }

  private static Stream<Alias> aliases(Note note) {
    return Stream.ofNullable(note.contact())
        .flatMap(contact -> contact.aliases().stream())
        .map(alias -> new Alias(note.accountId(), alias));
  }

  private static Set<Long> accountsWithNews(List<Group> groups) {
    return groups.stream().filter(Group::isNews).map(Group::accountId).collect(Collectors.toSet());
  }

  private List<ChatChange> changes(List<Group> groups, Map<Long, KeptChat> chats) {
    List<ChatChange> changes = new ArrayList<>();
    List<Group> unknown = new ArrayList<>();
    for (Group group : groups) {
      if (group.chats().isEmpty()) {
        unknown.add(group);
      } else {
        changes.add(known(group, chats));
      }
    }
    List<Long> newIds = tables.newChatIds(unknown.size());
    for (int i = 0; i < newIds.size(); i++) {
      changes.add(ChatChange.made(unknown.get(i), newIds.get(i)));
    }
    return changes;
  }

  /** The chat with the lowest id stays. */
  private ChatChange known(Group group, Map<Long, KeptChat> chats) {
    KeptChat stays = Objects.requireNonNull(chats.get(group.chats().first()));
    NavigableSet<Long> others = group.chats().tailSet(stays.chatId(), false);
    if (others.isEmpty()) {
      return ChatChange.of(group, stays, false);
    }
    tables.join(stays.chatId(), others);
    for (Long id : others) {
      KeptChat goes = Objects.requireNonNull(chats.get(id));
      stays = stays.knowing(goes.address(), goes.name());
    }
    return ChatChange.of(group, stays, true);
  }

  private boolean keep(List<ChatChange> changes) {
    List<KeptMessage> changed = changedMessages(changes);
    if (!elsewhere.isEmpty()) {
      return false;
    }
    tables.saveChats(changes.stream().filter(ChatChange::isChange).map(ChatChange::after).toList());
    tables.addAliases(
        changes.stream()
            .flatMap(
                change ->
                    change.group().newAliases().stream()
                        .map(alias -> new Alias(change.group().accountId(), alias))
                        .map(alias -> Map.entry(alias, change.chatId())))
            .toList());
    if (tables.saveMessages(changed) < changed.size()) {
      return false;
    }
    tables.recount(
        changes.stream()
            .filter(ChatChange::isToBeRecounted)
            .map(ChatChange::chatId)
            .sorted()
            .toList());
    tables.saveStatuses(statuses());
    return true;
  }

  /** Last of all and in one order, since nothing else keeps two from writing the same one. */
  private Collection<Status> statuses() {
    NavigableMap<MessageKey, Status> statuses = new TreeMap<>(BY_ID);
    for (Note note : notes) {
      if (note.status() != null) {
        statuses.merge(
            new MessageKey(note.accountId(), note.status().waId()), note.status(), Status::and);
      }
    }
    return statuses.values();
  }

  private List<KeptMessage> changedMessages(List<ChatChange> changes) {
    Map<ChatChange, Map<MessageKey, MessageFacts>> told = new HashMap<>();
    List<MessageKey> keys = new ArrayList<>();
    for (ChatChange change : changes) {
      Map<MessageKey, MessageFacts> messages = change.group().messages();
      told.put(change, messages);
      keys.addAll(messages.keySet());
    }
    Map<MessageKey, KeptMessage> kept = tables.messages(keys);
    List<KeptMessage> changed = new ArrayList<>();
    told.forEach(
        (change, messages) ->
            messages.forEach(
                (key, facts) -> {
                  @Nullable MessageFacts old = factsIn(change.chatId(), kept.get(key));
                  MessageFacts now = old == null ? facts : old.and(facts);
                  if (!now.equals(old)) {
                    change.take(old, now);
                    changed.add(new KeptMessage(key, change.chatId(), now));
                  }
                }));
    return changed;
  }

  private @Nullable MessageFacts factsIn(long chatId, @Nullable KeptMessage kept) {
    if (kept == null) {
      return null;
    }
    if (kept.chatId() != chatId) {
      elsewhere.put(kept.key(), kept.chatId());
    }
    return kept.facts();
  }
}
