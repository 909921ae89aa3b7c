package dev.chasqui.sender.send;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.workqueue.Settlement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an attempt.
 *
 * @param settlement how the lease ends
 * @param result what the producer is told
 * @param pauseUntil until when the whole account waits; null if it does not
 */
record Decision(Settlement settlement, CommandResult result, @Nullable Instant pauseUntil) {}
