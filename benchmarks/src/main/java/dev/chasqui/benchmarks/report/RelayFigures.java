package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.RelayBacklog;
import dev.chasqui.benchmarks.measure.RelayCost;
import dev.chasqui.benchmarks.measure.RelayIsolation;
import dev.chasqui.benchmarks.measure.RelayThroughput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run found; null is what was not asked for.
 *
 * @param machine what it ran on
 */
public record RelayFigures(
    Map<String, String> machine,
    RelayThroughput.@Nullable Figures throughput,
    RelayIsolation.@Nullable Figures isolation,
    RelayBacklog.@Nullable Figures backlog,
    RelayCost.@Nullable Figures cost) {}
