package dev.chasqui.benchmarks.receiver;

/**
 * What a receiver has counted.
 *
 * @param distinct events
 * @param all receipts, also of an event that came before
 * @param firstMicros when the first came, since 1970
 * @param lastMicros when the last new one came
 */
public record Received(int distinct, int all, long firstMicros, long lastMicros) {

  /** Events a second, from the first to the last. */
  public double perSecond() {
    return (distinct - 1) * 1e6 / Math.max(1, lastMicros - firstMicros);
  }
}
