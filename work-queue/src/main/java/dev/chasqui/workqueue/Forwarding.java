package dev.chasqui.workqueue;

import dev.chasqui.workqueue.Lanes.Lock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Makes items due that wait for a later time. */
final class Forwarding {

  private final Tables tables;
  private final Lanes lanes;

  Forwarding(Tables tables, Lanes lanes) {
    this.tables = tables;
    this.lanes = lanes;
  }

  Set<String> bringForward(Connection tx, Collection<String> keys) throws SQLException {
    String[] all = keys.toArray(String[]::new);
    Set<Long> ids =
        new HashSet<>(
            Jdbc.query(
                tx,
                tables.sql("SELECT lane_id FROM $item WHERE key = ANY (?) AND state = 0"),
                row -> row.getLong(1),
                (Object) all));
    lanes.lock(tx, ids, Lock.ALONE);
    Instant now = tables.now(tx);
    Set<String> brought =
        new HashSet<>(
            Jdbc.query(
                tx,
                tables.sql(
                    """
                    UPDATE $item SET due_at = ?
                    WHERE key = ANY (?) AND state = 0 AND due_at > ? AND lane_id = ANY (?)
                    RETURNING key"""),
                row -> row.getString(1),
                now,
                all,
                now,
                ids.toArray(Long[]::new)));
    lanes.wake(tx, ids, now);
    return brought;
  }
}
