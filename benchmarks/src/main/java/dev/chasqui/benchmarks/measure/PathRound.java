package dev.chasqui.benchmarks.measure;

import java.util.Map;

/**
 * A round of the whole path.
 *
 * @param seconds from the first command produced to the last final result read
 * @param producedWithin seconds until the broker had all commands
 * @param waited how many were queued before they were sent
 * @param notSent how many ended otherwise, as UNKNOWN when a call took longer than its time
 * @param cpuSeconds by process
 * @param residentMiB by process, at the end
 */
public record PathRound(
    double perSecond,
    double seconds,
    double producedWithin,
    int waited,
    int notSent,
    Map<String, Double> cpuSeconds,
    Map<String, Long> residentMiB) {}
