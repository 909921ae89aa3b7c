package dev.chasqui.relay.delivery;

import dev.chasqui.access.Transactions;
import dev.chasqui.chores.Chore;
import dev.chasqui.relay.delivery.DeliveryWatch.End;
import dev.chasqui.relay.log.DeliveryLog;
import dev.chasqui.relay.log.Progress;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Ends deliveries that waited longer than their subscription keeps events. Thread-safe. */
public final class Expiry implements Chore.Step {

  private static final int BATCH = 200;
  private static final String EXPIRED = "expired: it waited longer than the webhook keeps events";

  private final WorkQueue queue;
  private final Transactions transactions;
  private final Recorded recorded;
  private final Clock clock;
  private final DeliveryLog log = new DeliveryLog();

  public Expiry(WorkQueue queue, Transactions transactions, Recorded recorded, Clock clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.recorded = recorded;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    List<Item> expired = transactions.call(this::expire);
    expired.forEach(item -> recorded.ended(item.key(), item.lane(), End.EXPIRED));
    return expired.size() == BATCH;
  }

  private List<Item> expire(Connection tx) throws SQLException {
    List<Item> expired = queue.expire(tx, BATCH);
    Map<UUID, Progress> progress = new HashMap<>();
    Map<String, byte[]> payloads = new HashMap<>();
    for (Item item : expired) {
      byte[] payload = item.payload();
      if (payload != null) {
        payloads.put(item.key(), payload);
      }
      Delivery.idIn(payload).ifPresent(id -> progress.put(id, Progress.failed(EXPIRED)));
    }
    // So that it can be sent again, as all that failed can.
    queue.keep(tx, payloads);
    log.update(tx, progress, clock.instant());
    return expired;
  }
}
