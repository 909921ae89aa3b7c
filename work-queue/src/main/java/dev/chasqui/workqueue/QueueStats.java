package dev.chasqui.workqueue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts over all lanes.
 *
 * @param ready items whose time has come or will come, and that wait for nothing but permits and
 *     room
 * @param held items that wait behind another one of their group
 * @param leased items in flight
 * @param expired those in flight whose lease ran out
 * @param oldestDue when the longest waiting item was or will be due, those held behind their group
 *     aside; null when none waits
 * @param age for how long that item has been due; zero when none is
 */
public record QueueStats(
    long ready, long held, long leased, long expired, @Nullable Instant oldestDue, Duration age) {}
