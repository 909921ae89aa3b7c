package dev.chasqui.relay.delivery;

import dev.chasqui.chores.Chore;
import dev.chasqui.relay.delivery.DeliveryWatch.End;
import dev.chasqui.relay.log.DeliveryLog;
import dev.chasqui.relay.log.Progress;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** Ends deliveries that waited longer than their subscription keeps events. Thread-safe. */
public final class Expiry implements Chore.Step {

  private static final int BATCH = 200;
  private static final String EXPIRED = "expired: it waited longer than the webhook keeps events";

  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final Recorded recorded;
  private final DeliveryLog log = new DeliveryLog();

  public Expiry(
      WorkQueue queue, TransactionOperations transactions, JdbcOperations jdbc, Recorded recorded) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.recorded = recorded;
  }

  @Override
  public boolean run() {
    ConnectionCallback<List<Item>> work = this::expire;
    List<Item> expired = Objects.requireNonNull(transactions.execute(_ -> jdbc.execute(work)));
    expired.forEach(item -> recorded.ended(item.key(), item.lane(), End.EXPIRED));
    return expired.size() == BATCH;
  }

  private List<Item> expire(Connection tx) throws SQLException {
    List<Item> expired = queue.expire(tx, BATCH);
    Map<UUID, Progress> progress = new HashMap<>();
    for (Item item : expired) {
      Delivery.idIn(item.payload()).ifPresent(id -> progress.put(id, Progress.failed(EXPIRED)));
    }
    log.update(tx, progress);
    return expired;
  }
}
