package dev.chasqui.sender.result;

import dev.chasqui.messaging.RegistryUnavailableException;
import dev.chasqui.schemas.CommandResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Results that are decided and not yet published. A result is added in the transaction that decides
 * it, so there is never one without the other. Thread-safe.
 */
public final class Outbox {

  private static final String INSERT =
      "insert into sender.outbox (key, value, trace)"
          + " select * from unnest(?::text[], ?::bytea[], ?::text[])";

  private static final CommandResult SAMPLE =
      new Results(Clock.systemUTC()).accepted(new Results.Subject("", 0, "", null, null, 0));

  private final ResultCodec codec;
  private final Runnable onAdded;
  private final ResultListener listener;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile boolean ready;

  /**
   * @param onAdded called by {@link #wake}, when there is something to publish
   * @param listener told of new results when their transaction is committed
   */
  public Outbox(ResultCodec codec, Runnable onAdded, ResultListener listener) {
    this.codec = codec;
    this.onAdded = onAdded;
    this.listener = listener;
  }

  /**
   * Finds out whether results can be written, before anything is decided or held locked for them.
   *
   * @throws RegistryUnavailableException if their schema is not known yet and no registry answers
   */
  public void requireReady() {
    if (!ready) {
      var _ = codec.encode(SAMPLE);
      ready = true;
    }
  }

  /** As {@link #requireReady}; false too while another thread is finding out. */
  public boolean isReady() {
    if (!ready && asking.tryLock()) {
      try {
        requireReady();
      } catch (RegistryUnavailableException e) {
        return false;
      } finally {
        asking.unlock();
      }
    }
    return ready;
  }

  /** Adds results, in order, in the caller's transaction, which is one of Spring's. */
  public void add(Connection tx, List<EncodedResult> results) throws SQLException {
    if (!results.isEmpty()) {
      insert(tx, results);
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              listener.committed(results.stream().map(EncodedResult::result).toList());
            }
          });
    }
  }

  /** Adds results that were added before and are to be published again. */
  public void repeat(Connection tx, List<EncodedResult> results) throws SQLException {
    if (!results.isEmpty()) {
      insert(tx, results);
    }
  }

  private static void insert(Connection tx, List<EncodedResult> results) throws SQLException {
    try (PreparedStatement insert = tx.prepareStatement(INSERT)) {
      insert.setArray(
          1, tx.createArrayOf("text", results.stream().map(EncodedResult::key).toArray()));
      insert.setArray(
          2,
          tx.createArrayOf(
              "bytea", results.stream().map(EncodedResult::value).toArray(byte[][]::new)));
      insert.setArray(
          3, tx.createArrayOf("text", results.stream().map(EncodedResult::trace).toArray()));
      insert.executeUpdate();
    }
  }

  /** Says that results were committed. */
  public void wake() {
    onAdded.run();
  }
}
