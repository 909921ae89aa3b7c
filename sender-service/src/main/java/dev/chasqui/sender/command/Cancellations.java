package dev.chasqui.sender.command;

import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.send.CommandKey;
import dev.chasqui.sender.send.Endings;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.WorkQueue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Cancels commands that were not sent yet. Thread-safe. */
public final class Cancellations {

  private final WorkQueue queue;
  private final Endings endings;
  private final KeptResults keptResults;

  public Cancellations(WorkQueue queue, Endings endings, KeptResults keptResults) {
    this.queue = queue;
    this.endings = endings;
    this.keptResults = keptResults;
  }

  /**
   * Cancels those of an account's commands that wait, all in one transaction, and tells their
   * producers.
   *
   * @return what came of each, in the order of {@code commandIds}
   */
  public Map<String, Cancellation> cancel(long accountId, Collection<String> commandIds) {
    Map<String, Cancellation> byKey = byKey(keys(accountId, commandIds));
    Map<String, Cancellation> answers = new LinkedHashMap<>();
    for (String id : commandIds) {
      answers.put(
          id, byKey.getOrDefault(CommandKey.of(accountId, id), new Cancellation.NotFound()));
    }
    return answers;
  }

  private static Set<String> keys(long accountId, Collection<String> commandIds) {
    return commandIds.stream()
        .filter(CommandKey::isValidId)
        .map(id -> CommandKey.of(accountId, id))
        .collect(Collectors.toSet());
  }

  private Map<String, Cancellation> byKey(Set<String> keys) {
    Map<String, Cancellation> found = new HashMap<>();
    if (!keys.isEmpty()) {
      endings.cancel(keys).forEach(key -> found.put(key, new Cancellation.Cancelled()));
    }
    Set<String> others = new HashSet<>(keys);
    others.removeAll(found.keySet());
    if (!others.isEmpty()) {
      queue.find(others).forEach(item -> found.put(item.key(), standing(item)));
    }
    return found;
  }

  private Cancellation standing(Item item) {
    return switch (item.state()) {
      // What waits now was on its way when we tried.
      case WAITING, LEASED -> new Cancellation.InFlight();
      case DONE, FAILED, CANCELLED ->
          keptResults
              .of(item)
              .map(EncodedResult::result)
              .<Cancellation>map(Cancellation.Finished::new)
              .orElseGet(Cancellation.NotFound::new);
    };
  }
}
