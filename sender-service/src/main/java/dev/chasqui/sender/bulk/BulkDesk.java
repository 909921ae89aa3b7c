package dev.chasqui.sender.bulk;

import dev.chasqui.sender.bulk.BulkRecipient.Status;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.graph.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Takes bulk jobs, tells how they go, and cancels them. Thread-safe. */
public final class BulkDesk {

  private static final int MOST_TOLD = 100;

  private final BulkJobs jobs;
  private final BulkProgress progress;
  private final Cancellations cancellations;
  private final TransactionOperations transactions;

  public BulkDesk(
      BulkJobs jobs,
      BulkProgress progress,
      Cancellations cancellations,
      TransactionOperations transactions) {
    this.jobs = jobs;
    this.progress = progress;
    this.cancellations = cancellations;
    this.transactions = transactions;
  }

  /**
   * How a job goes.
   *
   * @param counts of all recipients, by status
   * @param failed the first of those whose message is not sent
   */
  public record Report(BulkJob job, Map<Status, Integer> counts, List<BulkRecipient> failed) {}

  /** What came of a job that was to be taken. */
  public sealed interface Taken {

    /** It was taken; or it was before, with the same key. */
    record Job(Report report) implements Taken {}

    /** None of its recipients is one. */
    record NoRecipient() implements Taken {}

    /** The account has another job with its key. */
    record KeyOfAnother() implements Taken {}
  }

  /**
   * Takes a job. Recipients that are none fail at once.
   *
   * @param idempotencyKey a second job of the account with the same key is not taken; null for none
   */
  public Taken take(
      long accountId,
      List<String> recipients,
      String message,
      Duration gap,
      @Nullable String idempotencyKey) {
    List<BulkRecipient> checked = checked(recipients);
    if (checked.stream().noneMatch(it -> it.status() == Status.WAITING)) {
      return new Taken.NoRecipient();
    }
    BulkJob job =
        new BulkJob(
            UUID.randomUUID(),
            accountId,
            message,
            gap,
            BulkJob.State.FEEDING,
            false,
            0,
            true,
            Instant.EPOCH);
    boolean created =
        Boolean.TRUE.equals(
            transactions.execute(status -> jobs.create(job, idempotencyKey, checked)));
    if (created || idempotencyKey == null) {
      return new Taken.Job(report(jobs.find(accountId, job.id()).orElseThrow()));
    }
    BulkJob known = jobs.find(accountId, idempotencyKey).orElseThrow();
    boolean same =
        known.message().equals(message) && jobs.recipients(known.id()).equals(recipients);
    return same ? new Taken.Job(report(known)) : new Taken.KeyOfAnother();
  }

  private static List<BulkRecipient> checked(List<String> recipients) {
    List<BulkRecipient> checked = new ArrayList<>(recipients.size());
    for (String recipient : recipients) {
      int n = checked.size() + 1;
      checked.add(
          Recipient.parse(recipient).isPresent()
              ? BulkRecipient.waiting(n, recipient)
              : BulkRecipient.refused(n, recipient));
    }
    return checked;
  }

  /** How a job of an account goes. */
  public Optional<Report> find(long accountId, UUID job) {
    return jobs.find(accountId, job)
        .map(
            found -> {
              int _ = progress.refresh(found);
              return report(found);
            });
  }

  private Report report(BulkJob job) {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      counts.put(status, 0);
    }
    counts.putAll(jobs.counts(job.id()));
    return new Report(job, counts, jobs.recipients(job.id(), Status.FAILED, 0, MOST_TOLD));
  }

  /**
   * Sends no more of a job of an account; what is on its way already is not called back. One that
   * has ended stays as it is.
   */
  public Optional<Report> cancel(long accountId, UUID id) {
    int _ = stopFeeding(accountId, id);
    Optional<BulkJob> job = jobs.find(accountId, id);
    job.ifPresent(this::cancelQueued);
    return job.flatMap(it -> find(accountId, id));
  }

  private void cancelQueued(BulkJob job) {
    List<String> queued =
        jobs.recipients(job.id(), Status.QUEUED, 0, Integer.MAX_VALUE).stream()
            .map(it -> job.commandId(it.n()))
            .toList();
    var _ = cancellations.cancel(job.accountId(), queued);
  }

  /**
   * Queues no more of any job of an account; what is queued is not cancelled.
   *
   * @return how many recipients were not queued yet
   */
  public int stopFeeding(long accountId) {
    return jobs.unfinished(accountId).stream().mapToInt(id -> stopFeeding(accountId, id)).sum();
  }

  private int stopFeeding(long accountId, UUID id) {
    Integer stopped =
        transactions.execute(status -> jobs.lock(accountId, id).map(this::stop).orElse(0));
    return Objects.requireNonNullElse(stopped, 0);
  }

  private int stop(BulkJob job) {
    int queued = progress.refresh(job);
    List<BulkRecipient> waiting =
        jobs.recipients(job.id(), Status.WAITING, 0, Integer.MAX_VALUE).stream()
            .map(it -> new BulkRecipient(it.n(), it.recipient(), Status.CANCELLED, null))
            .toList();
    if (queued > 0 || !waiting.isEmpty()) {
      jobs.update(job.id(), waiting);
      jobs.state(job.id(), BulkJob.State.FED, true, jobs.now());
    }
    return waiting.size();
  }
}
