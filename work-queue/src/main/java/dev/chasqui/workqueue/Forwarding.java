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

  /**
   * By key alone, and the states are looked at here: another condition might offer an index of all
   * that is ready. While their lanes are locked {@link Lock#ALONE} nobody else changes what waits.
   */
  Set<String> bringForward(Connection tx, Collection<String> keys) throws SQLException {
    String[] all = keys.toArray(String[]::new);
    Set<Long> ids =
        new HashSet<>(
            Jdbc.query(
                tx,
                tables.sql("SELECT lane_id FROM $item WHERE key = ANY (?)"),
                row -> row.getLong(1),
                (Object) all));
    lanes.lock(tx, ids, Lock.ALONE);
    Instant now = tables.now(tx);
    Set<String> later = new HashSet<>();
    Jdbc.query(
        tx,
        tables.sql("SELECT key, state = 0 AND due_at > ? AS later FROM $item WHERE key = ANY (?)"),
        row -> row.getBoolean("later") && later.add(row.getString("key")),
        now,
        all);
    Jdbc.update(
        tx,
        tables.sql("UPDATE $item SET due_at = ? WHERE key = ANY (?)"),
        now,
        later.toArray(String[]::new));
    lanes.wakeUnlessFull(tx, ids, now);
    return later;
  }
}
