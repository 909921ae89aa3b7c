package dev.chasqui.relay.delivery;

import dev.chasqui.chores.Chore;
import dev.chasqui.relay.delivery.DeliveryWatch.End;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.WorkQueue;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** Ends deliveries that waited longer than their subscription keeps events. Thread-safe. */
public final class Expiry implements Chore.Step {

  private static final int BATCH = 200;

  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final Recorded recorded;

  public Expiry(
      WorkQueue queue, TransactionOperations transactions, JdbcOperations jdbc, Recorded recorded) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.recorded = recorded;
  }

  @Override
  public boolean run() {
    ConnectionCallback<List<Item>> work = tx -> queue.expire(tx, BATCH);
    List<Item> expired = Objects.requireNonNull(transactions.execute(_ -> jdbc.execute(work)));
    expired.forEach(item -> recorded.ended(item.key(), item.lane(), End.EXPIRED));
    return expired.size() == BATCH;
  }
}
