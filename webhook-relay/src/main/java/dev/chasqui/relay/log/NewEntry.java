package dev.chasqui.relay.log;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is new to the log. Immutable.
 *
 * @param id from {@link DeliveryIds}
 * @param chatId null if the event is of no chat
 * @param replayId what repeats the event; null for its first delivery
 */
public record NewEntry(
    UUID id,
    String eventId,
    String eventType,
    long accountId,
    @Nullable String chatId,
    String subscriptionId,
    EventPlace place,
    @Nullable String replayId,
    Progress progress) {}
