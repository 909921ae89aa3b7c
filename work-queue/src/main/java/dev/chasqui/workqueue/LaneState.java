package dev.chasqui.workqueue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a lane is doing.
 *
 * @param pausedUntil null when it is not paused; {@link Instant#MAX} when until it is resumed
 * @param waiting items that wait for their time, a permit or room, those held behind their group
 *     included
 * @param leased items in flight
 * @param oldestDue when the longest waiting item was or will be due, those held behind their group
 *     aside; null when none waits
 * @param permitsPerSecond in force now, which {@link WorkQueue#slowDown} may have cut
 * @param quotaLeft what is left for today; null without a quota
 */
public record LaneState(
    LaneSettings settings,
    @Nullable Instant pausedUntil,
    long waiting,
    long leased,
    @Nullable Instant oldestDue,
    double permitsPerSecond,
    @Nullable Integer quotaLeft) {}
