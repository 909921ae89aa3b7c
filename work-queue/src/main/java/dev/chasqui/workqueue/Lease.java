package dev.chasqui.workqueue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right, for a time, to work on an item. Times are the database's; compare them with one
 * another, not with the local clock.
 *
 * @param itemId the queue's number of the item
 * @param group the item's group, or null
 * @param attempt 1 for the first attempt that counts, this one included
 * @param fence changes when a lease begins and when it ends; a settlement with an old one changes
 *     nothing
 * @param leasedAt when the lease was made
 * @param sendAt when the work may begin, at most a moment after {@code leasedAt}
 * @param leaseUntil from then on another may take the item over
 * @param askedNanos {@link System#nanoTime()} of this process when it asked for the lease, so that
 *     a process that stalled can tell
 * @param paced whether a permit was taken, which goes stale if the work begins late
 * @param payload what was enqueued, or null; not a copy
 * @param takenOver whether an earlier holder's lease ran out, so that its work may have been done,
 *     or awaited news
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record Lease(
    long itemId,
    String lane,
    String key,
    @Nullable String group,
    int attempt,
    long fence,
    Instant leasedAt,
    Instant sendAt,
    Instant leaseUntil,
    long askedNanos,
    boolean paced,
    byte @Nullable [] payload,
    boolean takenOver) {

  /** From a row of an item with its {@code lane}, without a permit as yet. */
  static Lease read(ResultSet row, Instant leasedAt, long askedNanos, boolean takenOver)
      throws SQLException {
    return new Lease(
        row.getLong("item_id"),
        row.getString("lane"),
        row.getString("key"),
        row.getString("grp"),
        row.getInt("attempt"),
        row.getLong("fence"),
        leasedAt,
        leasedAt,
        Jdbc.requiredTime(row, "lease_until"),
        askedNanos,
        false,
        row.getBytes("payload"),
        takenOver);
  }

  /** The same lease with its permit. */
  Lease permitted(Instant at, boolean fromPace) {
    return new Lease(
        itemId,
        lane,
        key,
        group,
        attempt,
        fence,
        leasedAt,
        at,
        leaseUntil,
        askedNanos,
        fromPace,
        payload,
        takenOver);
  }

  /**
   * Whether it has run out, by the clock of the process that asked for it; a moment early rather
   * than late.
   *
   * @param now by {@link System#nanoTime()}
   */
  boolean isOver(long now) {
    return now - askedNanos >= Duration.between(leasedAt, leaseUntil).toNanos();
  }

  /** Leaves out the payload, which may be private. */
  @Override
  public String toString() {
    return "Lease[lane=%s, key=%s, attempt=%d, fence=%d, sendAt=%s, leaseUntil=%s, takenOver=%s]"
        .formatted(lane, key, attempt, fence, sendAt, leaseUntil, takenOver);
  }
}
