package dev.chasqui.e2e.faults;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the results say of each command. For one thread. */
final class Ledger {

  private final Map<String, List<CommandResult>> results = new HashMap<>();
  private final Map<String, CommandResult> finals = new HashMap<>();
  private final Set<String> contradictions = new TreeSet<>();
  private int read;

  /** Reads what is new among all results so far; true if each of the commands is final. */
  boolean hasFinals(List<CommandResult> all, Collection<String> commandIds) {
    read(all);
    return finals.keySet().containsAll(commandIds);
  }

  /** Reads what is new among all results so far; true if a command has such a result. */
  boolean has(List<CommandResult> all, String commandId, CommandStatus status) {
    read(all);
    return statuses(commandId).contains(status);
  }

  private void read(List<CommandResult> all) {
    all.subList(read, all.size()).forEach(this::add);
    read = all.size();
  }

  private void add(CommandResult result) {
    String id = result.getCommandId();
    results.computeIfAbsent(id, key -> new ArrayList<>()).add(result);
    if (result.getIsFinal()) {
      CommandResult before = finals.putIfAbsent(id, result);
      if (before != null && !before.equals(result)) {
        contradictions.add(before + " and then " + result);
      }
    }
  }

  /** The final results, by command. */
  Map<String, CommandResult> finals() {
    return finals;
  }

  /** Final results that differ from an earlier one of the same command. */
  Set<String> contradictions() {
    return contradictions;
  }

  /** All statuses of a command, in their order, repeats included. */
  List<CommandStatus> statuses(String commandId) {
    return results.getOrDefault(commandId, List.of()).stream()
        .map(CommandResult::getStatus)
        .toList();
  }

  /** Which of the commands ended so. */
  Set<String> ended(CommandStatus status, Collection<String> commandIds) {
    return commandIds.stream()
        .filter(id -> finals.containsKey(id) && finals.get(id).getStatus() == status)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
