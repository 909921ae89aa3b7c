package dev.chasqui.workqueue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work to be queued.
 *
 * @param lane its lane
 * @param key unique over all lanes; what makes a second enqueue of the same work harmless
 * @param group what shares a {@link GroupPace}, and an order if {@code ordered}; or null
 * @param ordered whether the item is leased only when what was enqueued before it in its group, and
 *     is ordered too, has ended
 * @param payload what the work needs, or null; forgotten as soon as the item is finished. It is not
 *     copied
 * @param start when it may begin
 * @param expiresAt if it still waits then, {@link WorkQueue#expire} ends it; null for never
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record NewItem(
    String lane,
    String key,
    @Nullable String group,
    boolean ordered,
    byte @Nullable [] payload,
    Start start,
    @Nullable Instant expiresAt) {

  // Spelled out, since a compact constructor loses what a class file says of the array's nullness.
  public NewItem(
      String lane,
      String key,
      @Nullable String group,
      boolean ordered,
      byte @Nullable [] payload,
      Start start,
      @Nullable Instant expiresAt) {
    if (lane.isBlank() || key.isBlank()) {
      throw new IllegalArgumentException("An item needs a lane and a key");
    }
    this.lane = lane;
    this.key = key;
    this.group = group;
    this.ordered = ordered;
    this.payload = payload;
    this.start = start;
    this.expiresAt = expiresAt;
  }

  /** An item that does not expire, in order with the others of its group. */
  public NewItem(
      String lane, String key, @Nullable String group, byte @Nullable [] payload, Start start) {
    this(lane, key, group, true, payload, start, null);
  }

  boolean isUnfinished() {
    return !(start instanceof Start.Finished);
  }

  /** The group whose order the item keeps, or null. */
  @Nullable String orderedGroup() {
    return ordered ? group : null;
  }

  /** Leaves out the payload, which may be private. */
  @Override
  public String toString() {
    return "NewItem[lane=%s, key=%s, group=%s, start=%s]".formatted(lane, key, group, start);
  }
}
