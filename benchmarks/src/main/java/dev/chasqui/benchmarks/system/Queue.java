package dev.chasqui.benchmarks.system;

import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.QueueStats;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A look into a service's queue, beside it. */
public final class Queue {

  private static final int AT_ONCE = 2_000;

  private final DataSource database;
  private final String schema;

  Queue(DataSource database, String schema) {
    this.database = database;
    this.schema = schema;
  }

  /** How many items have come into a lane. */
  public long known(String lane) {
    return JdbcClient.create(database)
        .sql(
            "select count(*) from %1$s.work_item i join %1$s.work_lane l using (lane_id) where l.lane = ?"
                .formatted(schema))
        .param(lane)
        .query(Long.class)
        .single();
  }

  /** How many items, whose keys begin so, were leased: the others were finished when they came. */
  long leased(String keys) {
    return JdbcClient.create(database)
        .sql(
            "select count(*) from %s.work_item where starts_with(key, ?) and fence > 0"
                .formatted(schema))
        .param(keys)
        .query(Long.class)
        .single();
  }

  /** Cancels what waits of these items, so that it does not disturb what comes next. */
  public void cancel(List<String> keys) {
    var queue = queue();
    var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    var jdbc = new JdbcTemplate(database);
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      List<String> some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
      ConnectionCallback<Integer> cancel = tx -> queue.cancel(tx, some).size();
      transactions.execute(_ -> jdbc.execute(cancel));
    }
  }

  /** Whether nothing waits and nothing is in flight. */
  boolean isIdle() {
    QueueStats stats = queue().stats();
    return stats.ready() + stats.held() + stats.leased() == 0;
  }

  private PostgresWorkQueue queue() {
    return new PostgresWorkQueue(database, schema);
  }
}
