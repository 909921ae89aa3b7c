package dev.chasqui.benchmarks.measure;

import java.util.Arrays;
import java.util.Collection;

/** The arithmetic of figures. */
public final class Stats {

  private Stats() {}

  /** The middle one, or the mean of the two in the middle. */
  public static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest value that a share of all values is not above. */
  public static long percentile(long[] values, double share) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /**
   * The most times that any span holds, both ends of which may lie anywhere.
   *
   * @param span in the unit of the times; of two times that are exactly so far apart, a span holds
   *     one
   */
  public static int mostWithin(long span, long[] times) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.length; last++) {
      while (sorted[last] - sorted[first] >= span) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
