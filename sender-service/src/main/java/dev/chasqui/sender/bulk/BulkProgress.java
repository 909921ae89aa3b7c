package dev.chasqui.sender.bulk;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.sender.bulk.BulkRecipient.Status;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandState;
import dev.chasqui.sender.command.CommandState.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes with a job how its commands ended, before the queue forgets them. Thread-safe. */
public final class BulkProgress {

  private final BulkJobs jobs;
  private final CommandBook commands;

  public BulkProgress(BulkJobs jobs, CommandBook commands) {
    this.jobs = jobs;
    this.commands = commands;
  }

  /** Returns how many commands have not ended. */
  public int refresh(BulkJob job) {
    List<BulkRecipient> queued = jobs.recipients(job.id(), Status.QUEUED, 0, Integer.MAX_VALUE);
    Map<String, CommandState> states =
        commands.find(job.accountId(), queued.stream().map(it -> job.commandId(it.n())).toList());
    List<BulkRecipient> ended =
        queued.stream()
            .flatMap(it -> ended(it, states.get(job.commandId(it.n()))).stream())
            .toList();
    jobs.update(job.id(), ended);
    return queued.size() - ended.size();
  }

  private static Optional<BulkRecipient> ended(
      BulkRecipient recipient, @Nullable CommandState state) {
    if (state == null) {
      // The queue has forgotten it: it ended long ago.
      return Optional.of(as(recipient, Status.UNKNOWN, null));
    }
    return state.progress() == Progress.FINISHED
        ? Optional.of(as(recipient, status(state), state.reason()))
        : Optional.empty();
  }

  private static Status status(CommandState state) {
    CommandResult result = state.result();
    CommandStatus status = result == null ? CommandStatus.UNRECOGNIZED : result.getStatus();
    return switch (status) {
      case SENT -> Status.SENT;
      case CANCELLED -> Status.CANCELLED;
      case REJECTED, EXPIRED -> Status.FAILED;
      case UNKNOWN, ACCEPTED, HELD, UNRECOGNIZED -> Status.UNKNOWN;
    };
  }

  private static BulkRecipient as(BulkRecipient recipient, Status status, @Nullable String code) {
    return new BulkRecipient(recipient.n(), recipient.recipient(), status, code);
  }
}
