package dev.chasqui.sender.command;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.CommandKey;
import dev.chasqui.sender.send.Subjects;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.WorkQueue;
import java.util.List;
import java.util.Optional;

/** What can be said at once of a command that was sent before. Thread-safe. */
public final class SentBefore {

  private final WorkQueue queue;
  private final KeptResults kept;
  private final Results results;

  public SentBefore(WorkQueue queue, KeptResults kept, Results results) {
    this.queue = queue;
    this.kept = kept;
    this.results = results;
  }

  /**
   * The final result of the command that has this one's id, or that it waits; empty if there is
   * none, or it is on its way to WhatsApp: what comes of that will be on the topic.
   */
  public Optional<CommandResult> result(SendCommand command) {
    return queue.find(List.of(CommandKey.of(command))).stream().findFirst().flatMap(this::standing);
  }

  private Optional<CommandResult> standing(Item item) {
    return switch (item.state()) {
      case WAITING -> Optional.of(results.accepted(Subjects.of(item)));
      case LEASED -> Optional.empty();
      case DONE, FAILED, CANCELLED -> kept.of(item).map(EncodedResult::result);
    };
  }
}
