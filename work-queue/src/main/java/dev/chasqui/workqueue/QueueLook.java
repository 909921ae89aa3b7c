package dev.chasqui.workqueue;

import java.util.List;

/**
 * The queue at one moment.
 *
 * @param stats over all lanes
 * @param lanes some of them, in no particular order
 */
public record QueueLook(QueueStats stats, List<LaneState> lanes) {}
