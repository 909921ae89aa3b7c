package dev.chasqui.workqueue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item as it stands.
 *
 * @param itemId the queue's number of the item, in the order of enqueueing
 * @param attempt how often it was leased and that counted
 * @param due when it may begin, or might have
 * @param reason why it waits again, or why it was given up; null if there is none
 * @param payload of a finished item: its outcome, if one was kept
 * @param finishedAt null while it is unfinished
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record Item(
    long itemId,
    String key,
    String lane,
    @Nullable String group,
    State state,
    int attempt,
    Instant due,
    @Nullable String reason,
    byte @Nullable [] payload,
    @Nullable Instant finishedAt) {

  /** How far an item has come. */
  public enum State {
    WAITING,
    LEASED,
    DONE,
    FAILED,
    CANCELLED
  }

  /** Where an item stands among those that wait in its lane. */
  public record Place(Instant due, long itemId) {}

  public Place place() {
    return new Place(due, itemId);
  }

  /** Leaves out the payload, which may be private. */
  @Override
  public String toString() {
    return "Item[key=%s, lane=%s, state=%s, attempt=%d]".formatted(key, lane, state, attempt);
  }
}
