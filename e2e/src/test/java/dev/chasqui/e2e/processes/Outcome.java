package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What became of commands, from all results and events that there are. */
record Outcome(List<CommandResult> results, List<WhatsAppEvent> events) {

  /** The final status of each command. A redelivered result has the same id and counts once. */
  Map<String, CommandStatus> finals() {
    Map<String, String> resultIds = new HashMap<>();
    Map<String, CommandStatus> finals = new HashMap<>();
    for (CommandResult result : results) {
      if (result.getIsFinal()) {
        String before = resultIds.putIfAbsent(result.getCommandId(), result.getResultId());
        assertThat(result.getResultId())
            .as("the final result of " + result.getCommandId())
            .isEqualTo(Objects.requireNonNullElse(before, result.getResultId()));
        finals.put(result.getCommandId(), result.getStatus());
      }
    }
    return finals;
  }

  /** Whether all have their final result. */
  static boolean allFinal(List<CommandResult> results, Set<String> commandIds) {
    return new Outcome(results, List.of()).finals().keySet().containsAll(commandIds);
  }

  /** Which commands ended so. */
  Set<String> ended(CommandStatus status) {
    return finals().entrySet().stream()
        .filter(entry -> entry.getValue() == status)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Which of the messages were sent, delivered and read, and answered by their recipient. */
  Set<String> completed(Set<String> commandIds) {
    Map<String, Set<Ack>> acks = new HashMap<>();
    Map<String, String> chats = new HashMap<>();
    Set<String> answering = new TreeSet<>();
    for (WhatsAppEvent event : events) {
      if (event.getAck() != null && event.getAck().getCommandId() != null) {
        String commandId = event.getAck().getCommandId();
        acks.computeIfAbsent(commandId, id -> EnumSet.noneOf(Ack.class))
            .add(event.getAck().getAck());
        chats.put(commandId, Objects.requireNonNull(event.getChatId()));
      } else if (event.getMessage() != null) {
        answering.add(Objects.requireNonNull(event.getChatId()));
      }
    }
    return commandIds.stream()
        .filter(
            id ->
                acks.getOrDefault(id, Set.of())
                    .containsAll(Set.of(Ack.SERVER, Ack.DEVICE, Ack.READ)))
        .filter(id -> answering.contains(chats.get(id)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The ids of the events in the chats with the commands' recipients. */
  Set<String> eventIds() {
    Set<String> commandIds = finals().keySet();
    Set<String> chats =
        events.stream()
            .filter(event -> event.getAck() != null)
            .filter(event -> commandIds.contains(event.getAck().getCommandId()))
            .map(WhatsAppEvent::getChatId)
            .collect(Collectors.toSet());
    return events.stream()
        .filter(event -> chats.contains(event.getChatId()))
        .map(WhatsAppEvent::getId)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
