package dev.chasqui.benchmarks.measure;

/**
 * Times from an event's production to its receipt.
 *
 * @param micros of each event; of one that was not received, the time until its wait was over
 * @param missing how many were not received
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Delays(long[] micros, int missing) {

  /** What a share of all is not above, in milliseconds. */
  public double millis(double share) {
    return Stats.percentile(micros, share) / 1_000.0;
  }

  @Override
  public String toString() {
    String text = "p50 %,.1f ms, p99 %,.1f ms".formatted(millis(0.5), millis(0.99));
    return missing == 0
        ? text
        : text + ", %,d of %,d were not received".formatted(missing, micros.length);
  }
}
