package dev.chasqui.workqueue;

import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A durable queue with lanes and pace. A lane is whatever must not hold up the others: an account,
 * a subscription.
 *
 * <p>Methods that take a {@link Connection} work in the caller's transaction: autocommit off,
 * isolation READ COMMITTED. They may hold row locks on the lanes concerned until it ends, so keep
 * it short, and call them last. The others run in a transaction of their own. Implementations are
 * safe for use by many threads and by many processes at once. All times are the database's.
 *
 * <p>Every method throws {@link WorkQueueException} when the database refuses or is away; the
 * caller's transaction is then to be rolled back. {@link WorkQueueException#transientFailure()}
 * tells whether the same call may succeed later.
 */
public interface WorkQueue {

  /**
   * Adds items. An item whose key is already known, in any lane and any state, is left alone. A
   * lane that is not known yet is created with {@link LaneSettings#unpaced(String)}.
   *
   * @return one answer for each item, in the same order; its leases are valid once the transaction
   *     is committed
   */
  List<Enqueued> enqueue(Connection tx, List<NewItem> items);

  /**
   * Leases items that are due: fair over lanes, paced, at most {@link LaneSettings#maxInFlight()}
   * at once in a lane, one at a time and in order within a group. An empty list means that nothing
   * can be leased now.
   */
  List<Lease> claim(ClaimRequest request);

  /**
   * Leases anew what was leased and ran out of time, most likely because its holder died. These
   * leases are {@link Lease#takenOver()}, bear a new fence and count as an attempt. They were given
   * no permit: on a paced lane, give back with {@link Settlement.RetryAt} what must be called
   * again.
   */
  List<Lease> takeOver(ClaimRequest request);

  /**
   * Ends leases.
   *
   * @return the leases that were no longer the caller's (run out and taken over, or ended before);
   *     their settlements changed nothing
   */
  List<Lease> settle(Connection tx, List<Settlement> settlements);

  /**
   * Gives back leases whose work was never begun; they are due again at once and do not count as
   * attempts. What had been taken over is offered to {@link #takeOver} again, never to {@link
   * #claim}. Leases that are no longer the caller's are left alone.
   */
  void release(List<Lease> leases);

  /**
   * Gives back every lease that was made for these owners and is still theirs, as {@link #release}
   * does. Only for owners of whose leases nobody knows, and nobody ever will: the answer to the one
   * transaction that made them was lost. Not for what {@link #takeOver} leases.
   *
   * @return how many there were
   */
  int releaseOf(Collection<String> owners);

  /**
   * Creates a lane or changes its settings while it runs. Who creates several in one transaction
   * does it in the order of their names ({@link String#compareTo}), as all others do.
   */
  void configure(Connection tx, LaneSettings settings);

  /**
   * Holds a lane until a time, or longer if it is held longer already; {@link Instant#MAX} holds it
   * until {@link #resume}. What is in flight goes on. Does nothing for an unknown lane.
   */
  void pause(Connection tx, String lane, Instant until);

  /** Ends a lane's pause. Does nothing for an unknown lane. */
  void resume(Connection tx, String lane);

  /**
   * Cuts a lane's pace to half of what is in force, since the other side asked for that; it
   * recovers by itself, a tenth of the lane's pace every 10 s. It is never cut below a sixteenth of
   * the lane's pace; while it is cut, nothing goes in bursts. What comes within a second after a
   * cut belongs to it and does nothing. Does nothing for a lane that is unknown or has no pace.
   */
  void slowDown(Connection tx, String lane);

  /**
   * Holds a group until a time, or longer if it is held longer already, {@code ordered} or not. The
   * lane's other groups go on, and what is in flight too. Does nothing for an unknown lane.
   */
  void pauseGroup(Connection tx, String lane, String group, Instant until);

  /**
   * Asks a lane for a permit, and one of the day's quota, without an item, for work that somebody
   * waits for. It does not wait behind the lane's items, nor for room under its cap. A lane that is
   * unknown has no pace.
   */
  Permit takePermit(String lane);

  /**
   * Says that there is news of items. Those that {@link Settlement.Await} it are offered to {@link
   * #takeOver} at once. Those being worked on are locked until the transaction ends: so no news is
   * missed if it is stored before this call, and looked for after the settlement with Await, in the
   * same transactions.
   *
   * @return which of the keys have been attempted and are not finished: in flight, awaiting news or
   *     being worked on, or waiting for another attempt
   */
  Set<String> hasten(Connection tx, Collection<String> keys);

  /**
   * Cancels items that wait; what is leased or finished is left alone.
   *
   * @return the cancelled ones as they were before, with their payloads
   */
  List<Item> cancel(Connection tx, Collection<String> keys);

  /**
   * Makes items due now that wait for a later time. Those that are held behind their group, leased
   * or finished are left alone, and so are pace, cap and pauses.
   *
   * @return the keys of those that are due earlier now
   */
  Set<String> bringForward(Connection tx, Collection<String> keys);

  /**
   * Ends items that wait and whose {@link NewItem#expiresAt()} is over, as failed with the reason
   * {@code expired}; the longest over first.
   *
   * @return them as they were before, with their payloads; at most {@code limit}
   */
  List<Item> expire(Connection tx, int limit);

  /** Keeps the outcomes of finished items, by key, until they are purged. */
  void keep(Connection tx, Map<String, byte[]> outcomes);

  /** The items with these keys, as far as they are known; in no particular order. */
  List<Item> find(Collection<String> keys);

  /** The same, in the caller's transaction. */
  List<Item> find(Connection tx, Collection<String> keys);

  /**
   * Sees to it that items go on waiting until the transaction ends: none of them is leased or ended
   * before. Keep it short, since claims on their lanes wait.
   *
   * @return those of the keys whose items wait, less those that somebody else is changing
   */
  Set<String> keepWaiting(Connection tx, Collection<String> keys);

  /**
   * A page of what waits in a lane, what is due first coming first.
   *
   * @param after the place of the last item of the page before; null for the first page
   */
  List<Item> waiting(String lane, Item.@Nullable Place after, int limit);

  /** Which of these lanes are paused or have something that waits. An unknown lane is not. */
  Set<String> busy(Collection<String> lanes);

  /**
   * Which of these lanes are paused or have something that is due and not leased yet. What waits
   * for a later time or behind its group does not count. An unknown lane is not behind.
   */
  Set<String> behind(Collection<String> lanes);

  /** What a lane is doing, or empty when there is no such lane. */
  Optional<LaneState> lane(String lane);

  /**
   * Counts over all lanes, and what some of them are doing. Reads an index entry for each
   * unfinished item.
   *
   * @param longest of how many lanes in which most waits
   * @param others lanes beside these; those that are unknown are left out
   */
  QueueLook look(int longest, Collection<String> others);

  /** Counts over all lanes. Reads an index entry for each unfinished item. */
  default QueueStats stats() {
    return look(0, List.of()).stats();
  }

  /**
   * Forgets finished items, the oldest first; from then on their keys are unknown. Forgets groups
   * that have rested too.
   *
   * @return how many were removed, at most {@code limit}
   */
  int purge(Instant finishedBefore, int limit);
}
