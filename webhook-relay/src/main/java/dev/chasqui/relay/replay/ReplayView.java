package dev.chasqui.relay.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay as callers see it.
 *
 * @param status {@code running} or {@code ended}
 * @param since as it was asked for; {@code fromEventId} too
 * @param events how many were read, of all accounts
 * @param deliveries how many were made, or tried now because they were pending
 * @param left how many events are still to be read, about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayView(
    String id,
    String webhookId,
    String status,
    @Nullable Instant since,
    @Nullable String fromEventId,
    boolean failedOnly,
    long events,
    long deliveries,
    long left,
    Instant createdAt,
    @Nullable Instant endedAt) {

  static ReplayView of(Replay replay) {
    boolean running = replay.endedAt() == null;
    return new ReplayView(
        replay.id(),
        replay.subscriptionId(),
        running ? "running" : "ended",
        replay.since(),
        replay.fromEventId(),
        replay.failedOnly(),
        replay.events(),
        replay.deliveries(),
        running ? replay.left() : 0,
        replay.createdAt(),
        replay.endedAt());
  }
}
