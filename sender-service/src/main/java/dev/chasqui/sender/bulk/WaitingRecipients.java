package dev.chasqui.sender.bulk;

import dev.chasqui.sender.bulk.BulkRecipient.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The recipients of accounts' jobs that are no commands yet: whoever asks what waits is told of
 * them too. Thread-safe.
 */
public final class WaitingRecipients {

  private static final String FROM =
      """
       from sender.bulk_job j join sender.bulk_recipient r using (job_id)
      where j.account_id = ? and j.state = 'feeding' and r.n > j.fed and r.status = 'waiting'
      """;

  private final BulkJobs jobs;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  public WaitingRecipients(BulkJobs jobs, JdbcClient jdbc, TransactionOperations transactions) {
    this.jobs = jobs;
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * A recipient that its job has not come to.
   *
   * @param id the id that its command will have
   * @param recipient as the client named it
   * @param since when the job was taken
   */
  public record Waiting(BulkCommandId id, String recipient, Instant since) {}

  /** How many an account has. */
  public long count(long accountId) {
    return jdbc.sql("select count(*)" + FROM).param(accountId).query(Long.class).single();
  }

  /**
   * A page of those that an account has, job by job.
   *
   * @param after where the page before ended; null for the first
   */
  public List<Waiting> page(long accountId, @Nullable BulkCommandId after, int limit) {
    BulkCommandId place = after == null ? new BulkCommandId(new UUID(0, 0), 0) : after;
    return jdbc.sql(
            "select r.job_id, r.n, r.recipient, j.created_at"
                + FROM
                + "and (r.job_id, r.n) > (?, ?) order by r.job_id, r.n limit ?")
        .params(accountId, place.job(), place.n(), limit)
        .query(WaitingRecipients::waiting)
        .list();
  }

  /** The one with this id; empty if it is a command by now, or was cancelled, or never was. */
  public Optional<Waiting> find(long accountId, BulkCommandId id) {
    return jdbc.sql(
            "select r.job_id, r.n, r.recipient, j.created_at"
                + FROM
                + "and r.job_id = ? and r.n = ?")
        .params(accountId, id.job(), id.n())
        .query(WaitingRecipients::waiting)
        .optional();
  }

  /** Cancels the one with this id; false if it does not wait. */
  public boolean cancel(long accountId, BulkCommandId id) {
    return Boolean.TRUE.equals(transactions.execute(status -> cancelLocked(accountId, id)));
  }

  private boolean cancelLocked(long accountId, BulkCommandId id) {
    if (jobs.lock(accountId, id.job()).isEmpty()) {
      return false;
    }
    Optional<Waiting> found = find(accountId, id);
    found.ifPresent(
        it ->
            jobs.update(
                id.job(),
                List.of(new BulkRecipient(id.n(), it.recipient(), Status.CANCELLED, null))));
    return found.isPresent();
  }

  private static Waiting waiting(ResultSet row, int number) throws SQLException {
    return new Waiting(
        new BulkCommandId(row.getObject("job_id", UUID.class), row.getInt("n")),
        row.getString("recipient"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
