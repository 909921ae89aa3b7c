package dev.chasqui.inbound.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to keep what notes tell, within a transaction. Locks are taken in one order by all:
 * accounts where chats are made or joined, or a message is of no chat yet, then chats, each by
 * their ids, then statuses. Who has a chat locked has its messages to itself, and who has the
 * account those of no chat. For one thread.
 */
final class HistoryWrite {

  private static final Comparator<MessageKey> BY_ID =
      Comparator.comparingLong(MessageKey::accountId).thenComparing(MessageKey::key);

  private final HistoryTables tables;
  private final List<Note> notes;
  private final Map<MessageKey, Long> found;
  private final Map<MessageKey, Long> elsewhere = new HashMap<>();
  private final Map<MessageKey, Long> settled = new HashMap<>();
  private final Set<Long> accounts = new HashSet<>();

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
    accounts.addAll(accountsWithNews(groups));
    found.forEach(
        (key, chatId) -> {
          if (chatId == KeptMessage.NO_CHAT) {
            accounts.add(key.accountId());
          }
        });
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
    List<Note> ofChats =
        notes.stream().filter(note -> note.contact() != null || note.about() != null).toList();
    Set<Alias> aliases = ofChats.stream().flatMap(Note::aliases).collect(Collectors.toSet());
    Map<MessageKey, Long> chats = new HashMap<>(found);
    tables
        .messages(messagesOfUnnamed(ofChats))
        .forEach((key, message) -> chats.put(key, message.chatId()));
    chats.values().removeIf(chatId -> chatId == KeptMessage.NO_CHAT);
    return Groups.of(ofChats, tables.chatsOf(aliases), chats);
  }

  /** The messages of notes that do not say whose they are. */
  private static Set<MessageKey> messagesOfUnnamed(List<Note> notes) {
    return notes.stream()
        .filter(note -> note.contact() == null)
        .flatMap(Note::message)
        .collect(Collectors.toSet());
  }

  private static Set<Long> accountsWithNews(List<Group> groups) {
    return groups.stream().filter(Group::isNews).map(Group::accountId).collect(Collectors.toSet());
  }

  private List<ChatChange> changes(List<Group> groups, Map<Long, KeptChat> chats) {
    List<ChatChange> changes = new ArrayList<>();
    List<Group> unknown = new ArrayList<>();
    for (Group group : groups) {
      if (group.chats().isEmpty()) {
        if (group.contact().isPresent()) {
          unknown.add(group);
        } else {
          changes.add(ChatChange.ofNone(group));
        }
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
    List<KeptMessage> doubled = tables.takeDoubledCommands(group.chats(), others);
    tables.join(stays.chatId(), others);
    for (Long id : others) {
      KeptChat goes = Objects.requireNonNull(chats.get(id));
      stays = stays.knowing(goes.address(), goes.name());
    }
    ChatChange change = ChatChange.of(group, stays, true);
    doubled.forEach(change::tellAgain);
    return change;
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
    tables.settle(settled);
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
            MessageKey.ofWhatsApp(note.accountId(), note.status().waId()),
            note.status(),
            Status::and);
      }
    }
    return statuses.values();
  }

  private List<KeptMessage> changedMessages(List<ChatChange> changes) {
    List<MessageKey> keys = new ArrayList<>();
    changes.forEach(change -> keys.addAll(change.messages().keySet()));
    Map<MessageKey, KeptMessage> kept = tables.messages(keys);
    List<KeptMessage> changed = new ArrayList<>();
    for (ChatChange change : changes) {
      for (Entry<MessageKey, MessageFacts> told : change.messages().entrySet()) {
        MessageKey key = told.getKey();
        @Nullable MessageFacts old = factsIn(change.chatId(), kept.get(key));
        MessageFacts now = old == null ? told.getValue() : old.and(told.getValue());
        if (!now.equals(old) || settled.containsKey(key)) {
          change.take(old, now);
          changed.add(new KeptMessage(key, change.chatId(), now));
        }
      }
    }
    return changed;
  }

  private @Nullable MessageFacts factsIn(long chatId, @Nullable KeptMessage kept) {
    if (kept == null) {
      return null;
    }
    if (kept.chatId() != chatId) {
      boolean settles = kept.isOfNoChat() && accounts.contains(kept.key().accountId());
      (settles ? settled : elsewhere).put(kept.key(), settles ? chatId : kept.chatId());
    }
    return kept.facts();
  }
}
