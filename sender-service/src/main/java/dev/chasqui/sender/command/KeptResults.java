package dev.chasqui.sender.command;

import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.WorkQueue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** The final results of commands, as the queue keeps them until it is purged. Thread-safe. */
public final class KeptResults {

  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final Outbox outbox;
  private final ResultCodec codec;

  public KeptResults(
      WorkQueue queue,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      Outbox outbox,
      ResultCodec codec) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.codec = codec;
  }

  /** The final result of a command; empty while it has none. */
  public Optional<EncodedResult> of(Item item) {
    return item.finishedAt() == null
        ? Optional.empty()
        : Optional.ofNullable(item.payload()).map(codec::decode);
  }

  /** Publishes the final results of those that have one again, byte for byte. */
  void repeat(Set<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    List<EncodedResult> kept =
        queue.find(keys).stream().flatMap(item -> of(item).stream()).toList();
    ConnectionCallback<Boolean> work =
        tx -> {
          outbox.add(tx, kept);
          return true;
        };
    transactions.executeWithoutResult(status -> jdbc.execute(work));
    outbox.wake();
  }
}
