package dev.chasqui.relay.log;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for; null means any. Immutable.
 *
 * @param subscriptions whose deliveries
 * @param since made then or later
 * @param until made before
 * @param after the last one of the page before
 * @param limit how many at most
 */
record DeliveryQuery(
    List<String> subscriptions,
    @Nullable String eventId,
    @Nullable String chatId,
    @Nullable DeliveryStatus status,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable UUID after,
    int limit) {

  /** The first that may be found; null for any. */
  @Nullable UUID from() {
    return since == null ? null : DeliveryIds.first(since);
  }

  /** The end of what may be found, itself not included; null for none. */
  @Nullable UUID before() {
    UUID end = until == null ? null : DeliveryIds.first(until);
    if (after == null || end == null) {
      return after == null ? end : after;
    }
    // As text, since UUIDs are compared signed.
    return after.toString().compareTo(end.toString()) < 0 ? after : end;
  }
}
