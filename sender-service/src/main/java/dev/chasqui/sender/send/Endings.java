package dev.chasqui.sender.send;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SendOutcome.Accepted;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.result.Results.Subject;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Ends commands while they wait: whoever ends one, its result is told and kept in the same
 * transaction. Thread-safe.
 */
public final class Endings {

  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final Outbox outbox;
  private final ResultCodec codec;
  private final Results results;
  private final InDoubt inDoubt;

  public Endings(
      WorkQueue queue,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results,
      InDoubt inDoubt) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.codec = codec;
    this.results = results;
    this.inDoubt = inDoubt;
  }

  /** Ends some items in a transaction; returns them as they were before. */
  private interface Ending {
    List<Item> end(Connection tx);
  }

  /** Cancels those of the commands that wait; returns their keys. */
  public Set<String> cancel(Set<String> keys) {
    outbox.requireReady();
    return end(tx -> queue.cancel(tx, keys), results::cancelled).keySet();
  }

  /**
   * Ends those that wait and whose time is over; returns how many, at most {@code limit}. None
   * while results cannot be written.
   */
  public int expire(int limit) {
    return outbox.isReady() ? end(tx -> queue.expire(tx, limit), results::expired).size() : 0;
  }

  private Map<String, EncodedResult> end(
      Ending ending, Function<Subject, CommandResult> lastResult) {
    ConnectionCallback<Map<String, EncodedResult>> work =
        tx -> told(tx, ending.end(tx), lastResult);
    Map<String, EncodedResult> told =
        Objects.requireNonNull(transactions.execute(status -> jdbc.execute(work)));
    outbox.wake();
    told.values().forEach(Flow::result);
    return told;
  }

  private Map<String, EncodedResult> told(
      Connection tx, List<Item> ended, Function<Subject, CommandResult> lastResult)
      throws SQLException {
    Map<String, EncodedResult> told = new HashMap<>();
    Map<String, SendOutcome> news = news(ended);
    ended.forEach(
        item -> {
          CommandResult result = result(item, news.get(item.key()), lastResult);
          told.put(item.key(), codec.encode(result).in(Subjects.trace(item)));
        });
    outbox.add(tx, List.copyOf(told.values()));
    Map<String, byte[]> outcomes = new HashMap<>();
    told.forEach((key, result) -> outcomes.put(key, result.value()));
    queue.keep(tx, outcomes);
    return told;
  }

  private Map<String, SendOutcome> news(List<Item> ended) {
    List<String> doubtful =
        ended.stream().filter(item -> doubt(item) != null).map(Item::key).toList();
    return doubtful.isEmpty() ? Map.of() : inDoubt.news(doubtful);
  }

  private static @Nullable Unknown doubt(Item item) {
    return Subjects.read(item.payload()).map(PendingSend::doubt).orElse(null);
  }

  /** One that may have gone out at an earlier attempt does not end as if it had not. */
  private CommandResult result(
      Item item, @Nullable SendOutcome news, Function<Subject, CommandResult> lastResult) {
    Unknown doubt = doubt(item);
    Subject subject = Subjects.of(item);
    if (doubt == null) {
      return lastResult.apply(subject);
    }
    return switch (news) {
      case Accepted accepted -> results.sent(subject, accepted);
      case Refused it -> results.rejected(subject, it.code(), it.message(), it.providerCode());
      case null, default -> results.unknown(subject, doubt);
    };
  }
}
