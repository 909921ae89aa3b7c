package dev.chasqui.sender.rest;

import dev.chasqui.sender.bulk.BulkCommandId;
import dev.chasqui.sender.bulk.BulkDesk;
import dev.chasqui.sender.bulk.BulkJobs;
import dev.chasqui.sender.bulk.WaitingRecipients;
import dev.chasqui.sender.bulk.WaitingRecipients.Waiting;
import dev.chasqui.sender.command.Cancellation;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandState;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.LaneState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commands of accounts: those that are queued, and those that bulk jobs have not queued yet.
 * Thread-safe.
 */
final class CommandDesk {

  private static final int BATCH = 500;

  private final CommandBook commands;
  private final Cancellations cancellations;
  private final WaitingRecipients waiting;
  private final BulkJobs jobs;
  private final BulkDesk bulk;

  CommandDesk(
      CommandBook commands,
      Cancellations cancellations,
      WaitingRecipients waiting,
      BulkJobs jobs,
      BulkDesk bulk) {
    this.commands = commands;
    this.cancellations = cancellations;
    this.waiting = waiting;
    this.jobs = jobs;
    this.bulk = bulk;
  }

  /**
   * Commands that wait.
   *
   * @param next where the next page begins; null if there is none
   */
  record Page(List<CommandView> commands, @Nullable Cursor next) {}

  /**
   * How many there are.
   *
   * @param waiting all that wait
   * @param inJobs those of them that bulk jobs have not queued yet
   */
  record Count(long waiting, long inJobs, long sending) {}

  /** A page of what waits: what is queued, what is due first coming first, then job by job. */
  Page waiting(long accountId, @Nullable Cursor after, int limit) {
    List<CommandView> views = new ArrayList<>();
    if (!(after instanceof Cursor.InJob)) {
      Item.Place place = after instanceof Cursor.Queued(Item.Place it) ? it : null;
      CommandBook.Page page = commands.waiting(accountId, place, limit);
      page.commands().forEach(it -> views.add(CommandView.of(it)));
      if (page.next() != null) {
        return new Page(views, new Cursor.Queued(page.next()));
      }
    }
    BulkCommandId place = after instanceof Cursor.InJob(BulkCommandId it) ? it : null;
    int room = limit - views.size();
    List<Waiting> unqueued = waiting.page(accountId, place, room);
    unqueued.forEach(it -> views.add(CommandView.of(it)));
    return new Page(
        views, unqueued.size() < room ? null : new Cursor.InJob(unqueued.getLast().id()));
  }

  Count count(long accountId) {
    LaneState lane = commands.lane(accountId);
    long inJobs = waiting.count(accountId);
    return new Count(lane.waiting() + inJobs, inJobs, lane.leased());
  }

  /** A command; empty if the account has no such one, or has it no longer. */
  Optional<CommandView> find(long accountId, String commandId) {
    Optional<BulkCommandId> inJob = BulkCommandId.parse(commandId);
    // First where it is first: it may be queued in between.
    return inJob
        .flatMap(id -> waiting.find(accountId, id))
        .map(CommandView::of)
        .or(() -> commands.find(accountId, commandId).map(CommandView::of))
        .or(() -> inJob.flatMap(id -> ended(accountId, id)));
  }

  /** One that ended without being a command, or was one so long ago that the queue forgot it. */
  private Optional<CommandView> ended(long accountId, BulkCommandId id) {
    return jobs.recipient(accountId, id).flatMap(it -> CommandView.ended(id, it));
  }

  /** Cancels a command that waits. */
  Cancellation cancel(long accountId, String commandId) {
    if (BulkCommandId.parse(commandId).filter(id -> waiting.cancel(accountId, id)).isPresent()) {
      return new Cancellation.Cancelled();
    }
    return cancellations
        .cancel(accountId, List.of(commandId))
        .getOrDefault(commandId, new Cancellation.NotFound());
  }

  /** Cancels all that wait, and what of bulk jobs is still to come; returns how many. */
  int cancelAll(long accountId) {
    int cancelled = bulk.stopFeeding(accountId);
    Item.@Nullable Place after = null;
    do {
      CommandBook.Page page = commands.waiting(accountId, after, BATCH);
      List<String> ids = page.commands().stream().map(CommandState::commandId).toList();
      cancelled +=
          (int)
              cancellations.cancel(accountId, ids).values().stream()
                  .filter(Cancellation.Cancelled.class::isInstance)
                  .count();
      after = page.next();
    } while (after != null);
    return cancelled;
  }
}
