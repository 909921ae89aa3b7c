package dev.chasqui.sender.command;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.command.CommandState.Progress;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.result.Results.Subject;
import dev.chasqui.sender.send.CommandKey;
import dev.chasqui.sender.send.PendingSend;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.LaneState;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands of accounts as they stand. Thread-safe. */
public final class CommandBook {

  private final WorkQueue queue;
  private final AccountLanes lanes;
  private final KeptResults results;
  private final Clock clock;

  public CommandBook(WorkQueue queue, AccountLanes lanes, KeptResults results, Clock clock) {
    this.queue = queue;
    this.lanes = lanes;
    this.results = results;
    this.clock = clock;
  }

  /**
   * Commands that wait.
   *
   * @param next where the next page begins; null if there is none
   */
  public record Page(List<CommandState> commands, Item.@Nullable Place next) {}

  /** A page of what waits, what is due first coming first. */
  public Page waiting(long accountId, Item.@Nullable Place after, int limit) {
    LaneState lane = lane(accountId);
    List<Item> items = queue.waiting(LaneName.messages(accountId).text(), after, limit);
    Instant now = clock.instant();
    return new Page(
        items.stream().map(item -> state(item, lane, now)).toList(),
        items.size() < limit ? null : items.getLast().place());
  }

  /** How many of an account's commands wait and are being sent: its lane's state. */
  public LaneState lane(long accountId) {
    LaneName name = LaneName.messages(accountId);
    lanes.ensure(List.of(name));
    return queue.lane(name.text()).orElseThrow();
  }

  /** A command of an account; empty if it has no such command, or has it no longer. */
  public Optional<CommandState> find(long accountId, String commandId) {
    if (!CommandKey.isValidId(commandId)) {
      return Optional.empty();
    }
    return queue.find(List.of(CommandKey.of(accountId, commandId))).stream()
        .findFirst()
        .map(item -> state(item, lane(accountId), clock.instant()));
  }

  /** What is known of the account's command that has the id of another one. */
  public enum Known {
    NOTHING,
    /** It may be the same. */
    SAME,
    ANOTHER
  }

  /** What is known of the account's command that has this one's id. */
  public Known known(SendCommand command) {
    Subject subject = Subject.of(command);
    return queue.find(List.of(CommandKey.of(command))).stream()
        .findFirst()
        .map(item -> mayBe(subject, item) ? Known.SAME : Known.ANOTHER)
        .orElse(Known.NOTHING);
  }

  private boolean mayBe(Subject subject, Item item) {
    return results
        .of(item)
        .map(kept -> subject.mayHave(kept.result()))
        .or(() -> read(item).map(send -> subject.mayBe(send.to(), send.content())))
        .orElse(true);
  }

  /** Those of an account's commands that are known, by id. */
  public Map<String, CommandState> find(long accountId, Collection<String> commandIds) {
    Map<String, CommandState> found = new HashMap<>();
    List<String> keys = commandIds.stream().map(id -> CommandKey.of(accountId, id)).toList();
    for (Item item : queue.find(keys)) {
      CommandState state = state(item, null, clock.instant());
      found.put(state.commandId(), state);
    }
    return found;
  }

  private CommandState state(Item item, @Nullable LaneState lane, Instant now) {
    return switch (item.state()) {
      case WAITING -> waiting(item, lane, now);
      case LEASED ->
          new CommandState(
              CommandKey.commandId(item.key()),
              read(item).map(PendingSend::to).orElse(null),
              Progress.SENDING,
              item.reason(),
              null,
              null,
              item.attempt(),
              null);
      case DONE, FAILED, CANCELLED -> finished(item);
    };
  }

  private CommandState waiting(Item item, @Nullable LaneState lane, Instant now) {
    Optional<PendingSend> send = read(item);
    return new CommandState(
        CommandKey.commandId(item.key()),
        send.map(PendingSend::to).orElse(null),
        Progress.WAITING,
        reason(item, send, lane, now),
        since(item, send, now),
        item.due(),
        item.attempt(),
        null);
  }

  private static @Nullable Instant since(Item item, Optional<PendingSend> send, Instant now) {
    Instant due = item.due().isAfter(now) ? null : item.due();
    return item.reason() == null ? due : send.map(PendingSend::heldSince).orElse(due);
  }

  private static String reason(
      Item item, Optional<PendingSend> send, @Nullable LaneState lane, Instant now) {
    if (item.reason() != null) {
      return item.reason();
    }
    if (item.due().isAfter(now)) {
      Instant sendAt = send.map(PendingSend::sendAt).orElse(null);
      return sendAt != null && sendAt.isAfter(now) ? "scheduled" : "recipient_pace";
    }
    if (lane != null && lane.pausedUntil() != null) {
      return "account_paused";
    }
    Integer left = lane == null ? null : lane.quotaLeft();
    return left != null && left <= 0 ? "daily_quota" : "pace";
  }

  private CommandState finished(Item item) {
    CommandResult result = results.of(item).map(EncodedResult::result).orElse(null);
    return new CommandState(
        CommandKey.commandId(item.key()),
        result == null ? null : result.getTo(),
        Progress.FINISHED,
        item.reason(),
        null,
        null,
        // The item's counts one that was only taken over, too.
        result == null ? item.attempt() : result.getAttempts(),
        result);
  }

  /** Empty if it cannot be read. */
  private static Optional<PendingSend> read(Item item) {
    try {
      return Optional.ofNullable(item.payload()).map(PendingSend::fromBytes);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
