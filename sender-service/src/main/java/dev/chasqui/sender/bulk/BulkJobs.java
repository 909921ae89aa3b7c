package dev.chasqui.sender.bulk;

import dev.chasqui.sender.bulk.BulkRecipient.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The bulk jobs, in PostgreSQL. Its methods take part in the transaction that the caller has begun.
 * Thread-safe.
 */
public final class BulkJobs {

  private static final String LOCK_DUE =
      """
      select * from sender.bulk_job where state <> 'done' and look_at <= now() and account_id = any(?)
      order by look_at limit 1 for update skip locked
      """;

  private final JdbcClient jdbc;

  public BulkJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Stores a job; false if the account has one with this key already. */
  boolean create(BulkJob job, @Nullable String idempotencyKey, List<BulkRecipient> recipients) {
    int created =
        jdbc.sql(
                """
                insert into sender.bulk_job (job_id, account_id, idempotency_key, message, gap_millis)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
            .param(job.id())
            .param(job.accountId())
            .param(idempotencyKey)
            .param(job.message())
            .param(job.gap().toMillis())
            .update();
    if (created > 0) {
      insert(job.id(), recipients);
    }
    return created > 0;
  }

  private void insert(UUID job, List<BulkRecipient> recipients) {
    jdbc.sql(
            """
            insert into sender.bulk_recipient (job_id, n, recipient, status, code)
            select ?, * from unnest(?::int[], ?::text[], ?::text[], ?::text[])
            """)
        .params(
            job,
            recipients.stream().map(BulkRecipient::n).toArray(Integer[]::new),
            recipients.stream().map(BulkRecipient::recipient).toArray(String[]::new),
            recipients.stream().map(it -> name(it.status())).toArray(String[]::new),
            recipients.stream().map(BulkRecipient::code).toArray(String[]::new))
        .update();
  }

  /** A job of an account. */
  public Optional<BulkJob> find(long accountId, UUID job) {
    return jdbc.sql("select * from sender.bulk_job where account_id = ? and job_id = ?")
        .params(accountId, job)
        .query(BulkJobs::job)
        .optional();
  }

  /** The job that an account has with this key. */
  Optional<BulkJob> find(long accountId, String idempotencyKey) {
    return jdbc.sql("select * from sender.bulk_job where account_id = ? and idempotency_key = ?")
        .params(accountId, idempotencyKey)
        .query(BulkJobs::job)
        .optional();
  }

  /** Whose jobs are to be looked at now. */
  List<Long> dueAccounts() {
    return jdbc.sql(
            "select distinct account_id from sender.bulk_job where state <> 'done' and look_at <= now()")
        .query(Long.class)
        .list();
  }

  /** A job of one of the accounts that is to be looked at now, locked. */
  Optional<BulkJob> lockDue(Collection<Long> accountIds) {
    return jdbc.sql(LOCK_DUE)
        .param(accountIds.toArray(Long[]::new))
        .query(BulkJobs::job)
        .optional();
  }

  /** A job of an account, locked. */
  Optional<BulkJob> lock(long accountId, UUID job) {
    return jdbc.sql("select * from sender.bulk_job where account_id = ? and job_id = ? for update")
        .params(accountId, job)
        .query(BulkJobs::job)
        .optional();
  }

  /** The jobs of an account of which not all has ended. */
  List<UUID> unfinished(long accountId) {
    return jdbc.sql("select job_id from sender.bulk_job where account_id = ? and state <> 'done'")
        .param(accountId)
        .query(UUID.class)
        .list();
  }

  /** A recipient of one of an account's jobs. */
  public Optional<BulkRecipient> recipient(long accountId, BulkCommandId id) {
    return jdbc.sql(
            """
            select r.* from sender.bulk_job j join sender.bulk_recipient r using (job_id)
            where j.account_id = ? and r.job_id = ? and r.n = ?
            """)
        .params(accountId, id.job(), id.n())
        .query(BulkJobs::recipient)
        .optional();
  }

  /** The time, by the database's clock. */
  Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  /** Recipients with this status, in order, from a place on. */
  List<BulkRecipient> recipients(UUID job, Status status, int after, int limit) {
    return jdbc.sql(
            "select * from sender.bulk_recipient where job_id = ? and status = ? and n > ? order by n limit ?")
        .params(job, name(status), after, limit)
        .query(BulkJobs::recipient)
        .list();
  }

  /** All recipients as they were given, in order. */
  List<String> recipients(UUID job) {
    return jdbc.sql("select recipient from sender.bulk_recipient where job_id = ? order by n")
        .param(job)
        .query(String.class)
        .list();
  }

  /** Changes how recipients stand. */
  void update(UUID job, Collection<BulkRecipient> recipients) {
    if (recipients.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update sender.bulk_recipient r set status = s.status, code = s.code
            from unnest(?::int[], ?::text[], ?::text[]) s (n, status, code)
            where r.job_id = ? and r.n = s.n
            """)
        .params(
            recipients.stream().map(BulkRecipient::n).toArray(Integer[]::new),
            recipients.stream().map(it -> name(it.status())).toArray(String[]::new),
            recipients.stream().map(BulkRecipient::code).toArray(String[]::new),
            job)
        .update();
  }

  /** Notes that recipients up to one are commands, and when to look again. */
  void fed(UUID job, int upTo, Instant lookAt) {
    jdbc.sql("update sender.bulk_job set fed = ?, begun = false, look_at = ? where job_id = ?")
        .params(upTo, lookAt.atOffset(ZoneOffset.UTC), job)
        .update();
  }

  /** Notes whether the last command has been tried, and when to look again. */
  void lookAt(UUID job, boolean begun, Instant lookAt) {
    jdbc.sql("update sender.bulk_job set begun = ?, look_at = ? where job_id = ?")
        .params(begun, lookAt.atOffset(ZoneOffset.UTC), job)
        .update();
  }

  /** Notes how far a job has come, and when to look again. */
  void state(UUID job, BulkJob.State state, boolean cancelled, Instant lookAt) {
    jdbc.sql("update sender.bulk_job set state = ?, cancelled = ?, look_at = ? where job_id = ?")
        .params(name(state), cancelled, lookAt.atOffset(ZoneOffset.UTC), job)
        .update();
  }

  /** How many recipients have which status. */
  public Map<Status, Integer> counts(UUID job) {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    jdbc.sql(
            "select status, count(*) as n from sender.bulk_recipient where job_id = ? group by status")
        .param(job)
        .query(
            (ResultSet row) -> {
              counts.put(status(row), row.getInt("n"));
            });
    return counts;
  }

  /** Forgets jobs that ended and are that old; returns how many, at most {@code limit}. */
  int forget(Instant createdBefore, int limit) {
    return jdbc.sql(
            """
            delete from sender.bulk_job where job_id in (
              select job_id from sender.bulk_job where state = 'done' and created_at < ?
              order by created_at limit ? for update skip locked)
            """)
        .params(createdBefore.atOffset(ZoneOffset.UTC), limit)
        .update();
  }

  private static BulkJob job(ResultSet row, int number) throws SQLException {
    return new BulkJob(
        row.getObject("job_id", UUID.class),
        row.getLong("account_id"),
        row.getString("message"),
        Duration.ofMillis(row.getLong("gap_millis")),
        BulkJob.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getBoolean("cancelled"),
        row.getInt("fed"),
        row.getBoolean("begun"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static BulkRecipient recipient(ResultSet row, int number) throws SQLException {
    return new BulkRecipient(
        row.getInt("n"), row.getString("recipient"), status(row), row.getString("code"));
  }

  private static Status status(ResultSet row) throws SQLException {
    return Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
