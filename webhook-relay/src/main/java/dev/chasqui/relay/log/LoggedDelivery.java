package dev.chasqui.relay.log;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the log has it. Immutable.
 *
 * @param chatId null if the event is of no chat
 * @param replayId what repeated the event; null for its first delivery
 * @param reason why it failed; else null
 * @param attemptCount how often it was tried
 * @param attempts those that were read: all, or just the last one
 */
public record LoggedDelivery(
    UUID id,
    String eventId,
    String eventType,
    long accountId,
    @Nullable String chatId,
    String subscriptionId,
    EventPlace place,
    @Nullable String replayId,
    DeliveryStatus status,
    @Nullable String reason,
    int attemptCount,
    List<LoggedAttempt> attempts) {

  /** Its key in the queue. */
  public String key() {
    return DeliveryKey.of(eventId, subscriptionId, replayId);
  }
}
