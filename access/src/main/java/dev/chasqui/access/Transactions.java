package dev.chasqui.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactions for work that needs their connection, such as the queue's. What Spring's JDBC does
 * meanwhile on the same thread is part of them. Thread-safe.
 */
public final class Transactions {

  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;

  public Transactions(TransactionOperations transactions, JdbcOperations jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  /** Work that gives nothing. */
  @FunctionalInterface
  public interface Change {

    /** Works on a connection that is neither to be committed nor to be closed. */
    void on(Connection tx) throws SQLException;
  }

  /**
   * Works in the transaction that the thread is in, or in one of its own, which is committed when
   * the work returns and taken back when it throws.
   *
   * @param work gives a result, never null
   */
  public <T> T call(ConnectionCallback<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> jdbc.execute(work)));
  }

  /** As {@link #call}, without a result. */
  public void run(Change work) {
    var _ =
        call(
            tx -> {
              work.on(tx);
              return true;
            });
  }
}
