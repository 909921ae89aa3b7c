package dev.chasqui.sender.news;

import dev.chasqui.sender.graph.GraphStatus;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.send.InDoubt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Keeps the furthest status of each message of commands that were in flight when it came. Takes
 * part in the caller's transaction, if there is one. Thread-safe.
 */
public final class StatusNews implements InDoubt {

  private static final String KEEP =
      """
      insert into sender.status_news as kept
        (key, message_id, progress, provider_code, error, wa_id, kept_at)
      values (?, ?, ?, ?, ?, ?, clock_timestamp())
      on conflict (key, message_id) do update set progress = excluded.progress,
        provider_code = excluded.provider_code, error = excluded.error
      where kept.progress < excluded.progress""";

  private static final String FIND =
      """
      select key, message_id, progress, provider_code, error, wa_id
      from sender.status_news where key = any(?)""";

  private static final String PURGE =
      """
      delete from sender.status_news where ctid = any (array(
        select ctid from sender.status_news where kept_at < ?
        order by kept_at limit ? for update skip locked))""";

  /** A command that was sent twice has two messages: one of them that got through is enough. */
  private static final BinaryOperator<Status> BETTER =
      BinaryOperator.maxBy(
          Comparator.<Status, Boolean>comparing(it -> it.progress() != Progress.FAILED)
              .thenComparing(Status::progress));

  private final JdbcOperations jdbc;

  public StatusNews(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps statuses; of several of one message the furthest stays. */
  void keep(List<Status> statuses) {
    jdbc.batchUpdate(KEEP, statuses.stream().map(StatusNews::row).toList());
  }

  @Override
  public Map<String, SendOutcome> news(Collection<String> keys) {
    Map<String, Status> best = new HashMap<>();
    jdbc.query(
        FIND,
        row -> {
          Status status = status(row);
          best.merge(status.key(), status, BETTER);
        },
        (Object) keys.toArray(String[]::new));
    Map<String, SendOutcome> outcomes = new HashMap<>();
    best.forEach((key, status) -> outcomes.put(key, outcome(status)));
    return outcomes;
  }

  /** Forgets what was kept before a time; returns how many, at most {@code limit}. */
  public int purge(Instant before, int limit) {
    return jdbc.update(PURGE, Timestamp.from(before), limit);
  }

  private static SendOutcome outcome(Status status) {
    return status.progress() == Progress.FAILED
        ? GraphStatus.failed(status.providerCode(), status.error())
        : new SendOutcome.Accepted(status.messageId(), status.waId());
  }

  private static Object[] row(Status status) {
    return new Object[] {
      status.key(),
      status.messageId(),
      status.progress().rank,
      status.providerCode(),
      status.error(),
      status.waId()
    };
  }

  private static Status status(ResultSet row) throws SQLException {
    return new Status(
        row.getString("key"),
        row.getString("message_id"),
        Progress.ofRank(row.getInt("progress")),
        row.getObject("provider_code", Integer.class),
        row.getString("error"),
        row.getString("wa_id"));
  }
}
