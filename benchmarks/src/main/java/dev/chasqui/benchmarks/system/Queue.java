package dev.chasqui.benchmarks.system;

import dev.chasqui.workqueue.PostgresWorkQueue;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A look into the sender's queue, beside it. */
public final class Queue {

  private static final int AT_ONCE = 2_000;

  private final DataSource database;

  Queue(DataSource database) {
    this.database = database;
  }

  /** How many commands of an account have come into the queue. */
  public long known(BenchAccount account) {
    return JdbcClient.create(database)
        .sql(
            """
            select count(*) from sender.work_item i join sender.work_lane l using (lane_id)
            where l.lane = ?""")
        .param(Long.toString(account.id()))
        .query(Long.class)
        .single();
  }

  /** Cancels what waits of an account, so that it does not disturb what comes next. */
  public void cancel(BenchAccount account, Collection<String> commandIds) {
    var queue = new PostgresWorkQueue(database, "sender");
    var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    var jdbc = new JdbcTemplate(database);
    List<String> keys = commandIds.stream().map(id -> account.id() + ":" + id).toList();
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      List<String> some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
      ConnectionCallback<Integer> cancel = tx -> queue.cancel(tx, some).size();
      transactions.execute(_ -> jdbc.execute(cancel));
    }
  }
}
