package dev.chasqui.sender.send;

import dev.chasqui.workqueue.LaneSettings;
import dev.chasqui.workqueue.WorkQueue;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives each account's lane its pace before the first command goes into it. A lane that exists
 * keeps what it has. Thread-safe.
 */
public final class AccountLanes {

  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final Pace pace;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  public AccountLanes(
      WorkQueue queue, TransactionOperations transactions, JdbcOperations jdbc, Pace pace) {
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.pace = pace;
  }

  /**
   * The pace of an account: at most {@code burst + messagesPerSecond} go out within a second.
   *
   * @param maxInFlight calls to WhatsApp at once
   */
  public record Pace(double messagesPerSecond, int burst, int maxInFlight) {}

  /** Creates the lanes that do not exist, in a transaction of its own. */
  public void ensure(Collection<String> lanes) {
    List<String> missing =
        lanes.stream().filter(lane -> !known.contains(lane) && queue.lane(lane).isEmpty()).toList();
    if (!missing.isEmpty()) {
      ConnectionCallback<Boolean> work =
          tx -> {
            missing.forEach(lane -> queue.configure(tx, settings(lane)));
            return true;
          };
      transactions.executeWithoutResult(status -> jdbc.execute(work));
    }
    known.addAll(lanes);
  }

  private LaneSettings settings(String lane) {
    return new LaneSettings(lane, pace.messagesPerSecond(), pace.burst(), pace.maxInFlight());
  }
}
