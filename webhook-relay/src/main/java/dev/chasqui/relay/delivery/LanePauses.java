package dev.chasqui.relay.delivery;

import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Pauses a subscription's lane while its circuit is open, so that its backlog is left where it is,
 * by all instances. Thread-safe.
 */
final class LanePauses implements Circuits.OpenListener {

  private static final Logger LOG = LoggerFactory.getLogger(LanePauses.class);

  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;

  LanePauses(WorkQueue queue, TransactionOperations transactions, JdbcOperations jdbc) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public void opened(String subscription, Instant until) {
    ConnectionCallback<Boolean> pause = tx -> pause(tx, subscription, until);
    try {
      transactions.executeWithoutResult(_ -> jdbc.execute(pause));
    } catch (RuntimeException e) {
      // Without the pause each delivery is put back by itself: dearer, and right as well.
      LOG.warn("Webhook {} is not paused: {}", subscription, e.toString());
    }
  }

  private boolean pause(Connection tx, String lane, Instant until) {
    queue.pause(tx, lane, until);
    return true;
  }
}
