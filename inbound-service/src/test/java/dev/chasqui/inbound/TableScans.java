package dev.chasqui.inbound;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds out which tables of the history are read from end to end, where an index should be. */
public final class TableScans {

  private TableScans() {}

  /**
   * The names of those tables.
   *
   * @param work takes part in the transaction that this is done in
   */
  public static List<String> during(JdbcTransactionManager transactions, Runnable work) {
    return Objects.requireNonNull(
        new TransactionTemplate(transactions)
            .execute(
                _ -> {
                  work.run();
                  return JdbcClient.create(Objects.requireNonNull(transactions.getDataSource()))
                      .sql(
                          """
                          select relname from pg_stat_xact_user_tables
                          where schemaname = 'inbound' and seq_scan > 0 order by 1
                          """)
                      .query(String.class)
                      .list();
                }));
  }
}
