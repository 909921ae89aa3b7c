package dev.chasqui.benchmarks.measure;

import java.util.Map;

/**
 * A round of one way to post webhooks.
 *
 * @param perSecond from the first receipt to the last
 * @param received events
 * @param repeated receipts of an event that had come before
 * @param queued deliveries that went through the queue, or were finished there; the relay's only
 * @param cpuSeconds by process, from before the first receipt until all was done
 * @param residentMiB by process, at the end
 */
public record PostRound(
    double perSecond,
    int received,
    int repeated,
    long queued,
    Map<String, Double> cpuSeconds,
    Map<String, Long> residentMiB) {

  /** Processor time of a process for each event, in microseconds. */
  public double cpuMicros(String process) {
    return cpuSeconds.getOrDefault(process, 0.0) * 1e6 / Math.max(1, received);
  }
}
