package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.HistoryIngest;
import dev.chasqui.benchmarks.measure.HistoryReads;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run found; null is what was not asked for.
 *
 * @param machine what it ran on
 * @param messages in the tables while the rest was measured, at least
 * @param chats that they are in
 */
public record HistoryFigures(
    Map<String, String> machine,
    int messages,
    int chats,
    HistoryIngest.@Nullable Figures ingest,
    HistoryReads.@Nullable Figures reads) {}
