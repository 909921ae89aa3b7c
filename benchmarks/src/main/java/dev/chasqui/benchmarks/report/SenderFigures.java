package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.Accuracy;
import dev.chasqui.benchmarks.measure.Isolation;
import dev.chasqui.benchmarks.measure.Scaling;
import dev.chasqui.benchmarks.measure.Throughput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run found; null is what was not asked for.
 *
 * @param machine what it ran on
 */
public record SenderFigures(
    Map<String, String> machine,
    Throughput.@Nullable Figures throughput,
    Accuracy.@Nullable Figures accuracy,
    Isolation.@Nullable Figures isolation,
    Scaling.@Nullable Figures scaling) {}
