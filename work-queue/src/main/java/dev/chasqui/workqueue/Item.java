package dev.chasqui.workqueue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item as it stands.
 *
 * @param attempt how often it was leased and that counted
 * @param due when it may begin; when it did, if it has
 * @param reason why it waits again, or why it was given up; null if there is none
 * @param payload of a finished item: its outcome, if one was kept
 * @param finishedAt null while it is unfinished
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record Item(
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

  /** Leaves out the payload, which may be private. */
  @Override
  public String toString() {
    return "Item[key=%s, lane=%s, state=%s, attempt=%d]".formatted(key, lane, state, attempt);
  }
}
