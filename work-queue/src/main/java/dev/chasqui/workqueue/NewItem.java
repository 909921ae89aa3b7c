package dev.chasqui.workqueue;

import org.jspecify.annotations.Nullable;

/**
 * Work to be queued.
 *
 * @param lane its lane
 * @param key unique over all lanes; what makes a second enqueue of the same work harmless
 * @param group items of one lane and group are leased one at a time, in the order in which they
 *     were enqueued; null where order does not matter
 * @param payload what the work needs, or null; forgotten as soon as the item is finished. It is not
 *     copied
 * @param start when it may begin
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record NewItem(
    String lane, String key, @Nullable String group, byte @Nullable [] payload, Start start) {

  // Spelled out, since a compact constructor loses what a class file says of the array's nullness.
  public NewItem(
      String lane, String key, @Nullable String group, byte @Nullable [] payload, Start start) {
    if (lane.isBlank() || key.isBlank()) {
      throw new IllegalArgumentException("An item needs a lane and a key");
    }
    this.lane = lane;
    this.key = key;
    this.group = group;
    this.payload = payload;
    this.start = start;
  }

  /** An item whose key says all there is to know. */
  public static NewItem withoutPayload(
      String lane, String key, @Nullable String group, Start start) {
    return new NewItem(lane, key, group, null, start);
  }

  /** Leaves out the payload, which may be private. */
  @Override
  public String toString() {
    return "NewItem[lane=%s, key=%s, group=%s, start=%s]".formatted(lane, key, group, start);
  }
}
