package dev.chasqui.sender.send;

import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.Results;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.LaneState;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells producers, once for each command, that an account's daily quota is used up. One thread at a
 * time.
 */
public final class QuotaNotices {

  private static final int PAGE = 500;

  private final WorkQueue queue;
  private final AccountLanes lanes;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final JdbcClient sql;
  private final Outbox outbox;
  private final ResultCodec codec;
  private final Results results;
  private final Clock clock;

  /** How far the backlogs of the lanes are told. */
  private final Map<LaneName, Item.Place> told = new HashMap<>();

  public QuotaNotices(
      WorkQueue queue,
      AccountLanes lanes,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results,
      Clock clock) {
    this.queue = queue;
    this.lanes = lanes;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.sql = JdbcClient.create(jdbc);
    this.outbox = outbox;
    this.codec = codec;
    this.results = results;
    this.clock = clock;
  }

  /** Tells of a page of each lane; returns whether there is more. */
  public boolean tell() {
    sql.sql("delete from sender.quota_notice where told_at < now() - interval '2 days'").update();
    Collection<LaneName> limited = lanes.withQuota();
    Set<String> busy = queue.busy(limited.stream().map(LaneName::text).toList());
    boolean more = false;
    for (LaneName lane : limited) {
      more |= busy.contains(lane.text()) && isUsedUp(lane) && tellPage(lane);
    }
    return more;
  }

  private boolean isUsedUp(LaneName lane) {
    Integer left = queue.lane(lane.text()).map(LaneState::quotaLeft).orElse(null);
    boolean usedUp = left != null && left <= 0;
    if (!usedUp) {
      told.remove(lane);
    }
    return usedUp;
  }

  /** Returns whether there is another page. */
  private boolean tellPage(LaneName lane) {
    Instant now = clock.instant();
    List<Item> due =
        queue.waiting(lane.text(), told.get(lane), PAGE).stream()
            .filter(item -> !item.due().isAfter(now))
            .toList();
    if (due.isEmpty()) {
      return false;
    }
    outbox.requireReady();
    ConnectionCallback<Boolean> work =
        tx -> {
          tell(tx, due);
          return true;
        };
    transactions.executeWithoutResult(status -> jdbc.execute(work));
    outbox.wake();
    told.put(lane, due.getLast().place());
    return due.size() == PAGE;
  }

  private void tell(Connection tx, List<Item> items) throws SQLException {
    // A message that is let go meanwhile must not be told to be held after it was sent.
    Set<String> waiting = queue.keepWaiting(tx, items.stream().map(Item::key).toList());
    Set<String> untold = new HashSet<>(note(waiting));
    List<EncodedResult> held =
        items.stream()
            .filter(item -> untold.contains(item.key()))
            .map(
                item ->
                    codec.encode(results.heldByQuota(Subjects.of(item))).in(Subjects.trace(item)))
            .toList();
    outbox.add(tx, held);
  }

  /** Returns those that were not noted before, by this instance or another. */
  private List<String> note(Set<String> keys) {
    return sql.sql(
            """
            insert into sender.quota_notice (key) select * from unnest(?::text[]) k order by k
            on conflict do nothing returning key
            """)
        .param(keys.toArray(String[]::new))
        .query(String.class)
        .list();
  }
}
