package dev.chasqui.sender.bulk;

import dev.chasqui.chores.Chore;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TextContent;
import dev.chasqui.sender.bulk.BulkRecipient.Status;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandIntake;
import dev.chasqui.sender.command.CommandState;
import dev.chasqui.sender.command.CommandState.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes recipients commands, one after the other: not before the job's gap has passed since the one
 * before was tried. Everything is decided under the lock of the job's row and written in one
 * transaction, so several instances may feed, and may die. Thread-safe.
 */
public final class BulkFeeder implements Chore.Step {

  /** How many are fed at once where there is no gap. */
  private static final int BATCH = 200;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration LOOK_AGAIN_FED = Duration.ofSeconds(5);

  private final BulkJobs jobs;
  private final BulkProgress progress;
  private final CommandIntake intake;
  private final CommandBook commands;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;

  public BulkFeeder(
      BulkJobs jobs,
      BulkProgress progress,
      CommandIntake intake,
      CommandBook commands,
      TransactionOperations transactions,
      JdbcOperations jdbc) {
    this.jobs = jobs;
    this.progress = progress;
    this.intake = intake;
    this.commands = commands;
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public boolean run() {
    List<Long> accounts = jobs.dueAccounts();
    if (accounts.isEmpty()) {
      return false;
    }
    intake.prepare(accounts);
    boolean found = Boolean.TRUE.equals(transactions.execute(status -> look(accounts)));
    intake.wake();
    return found;
  }

  private boolean look(List<Long> prepared) {
    Optional<BulkJob> due = jobs.lockDue(prepared);
    due.ifPresent(
        job -> {
          switch (job.state()) {
            case FEEDING -> feedIfDue(job, jobs.now());
            case FED -> watch(job);
            case DONE -> {}
          }
        });
    return due.isPresent();
  }

  private void feedIfDue(BulkJob job, Instant now) {
    Instant next = job.begun() ? now : nextAfterLast(job, now);
    if (next.isAfter(now)) {
      return;
    }
    int batch = job.gap().isZero() ? BATCH : 1;
    List<BulkRecipient> recipients = jobs.recipients(job.id(), Status.WAITING, job.fed(), batch);
    if (recipients.isEmpty()) {
      jobs.state(job.id(), BulkJob.State.FED, false, now);
    } else {
      feed(job, recipients, now);
    }
  }

  /** When the next one may follow the last; if that is not now, it is looked at again then. */
  private Instant nextAfterLast(BulkJob job, Instant now) {
    String lastId = job.commandId(job.fed());
    CommandState last = commands.find(job.accountId(), List.of(lastId)).get(lastId);
    boolean begun = last == null || last.progress() != Progress.WAITING || last.attempts() > 0;
    // When exactly it was tried is not known; it was by now.
    Instant next = now.plus(begun ? job.gap() : LOOK_AGAIN);
    jobs.lookAt(job.id(), begun, next);
    return next;
  }

  private void feed(BulkJob job, List<BulkRecipient> recipients, Instant now) {
    int last = recipients.getLast().n();
    jobs.update(
        job.id(),
        recipients.stream()
            .map(it -> new BulkRecipient(it.n(), it.recipient(), Status.QUEUED, null))
            .toList());
    jobs.fed(job.id(), last, now.plus(LOOK_AGAIN));
    add(recipients.stream().map(it -> command(job, it)).toList());
  }

  private void add(List<SendCommand> sends) {
    ConnectionCallback<Boolean> work =
        tx -> {
          intake.add(tx, sends);
          return true;
        };
    jdbc.execute(work);
  }

  private static SendCommand command(BulkJob job, BulkRecipient recipient) {
    return SendCommand.newBuilder()
        .setCommandId(job.commandId(recipient.n()))
        .setAccountId(job.accountId())
        .setTo(recipient.recipient())
        .setText(TextContent.newBuilder().setBody(job.message()).build())
        .build();
  }

  private void watch(BulkJob job) {
    boolean ended = progress.refresh(job) == 0;
    jobs.state(
        job.id(),
        ended ? BulkJob.State.DONE : BulkJob.State.FED,
        job.cancelled(),
        jobs.now().plus(LOOK_AGAIN_FED));
  }
}
