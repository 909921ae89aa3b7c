package dev.chasqui.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The bucket rule, held against every window. */
final class Paced {

  private Paced() {}

  /** In any window of t seconds at most burst + rate * t. */
  static void assertPaced(Collection<Lease> leases, int burst, double rate) {
    List<Instant> times = leases.stream().map(Lease::sendAt).sorted().toList();
    for (int first = 0; first < times.size(); first++) {
      for (int last = first; last < times.size(); last++) {
        double seconds =
            Duration.between(times.get(first), times.get(last)).toNanos() / 1_000_000_000d;
        if (last - first + 1 > burst + rate * seconds + 1e-3) {
          assertThat(times.subList(first, last + 1))
              .as("%d a second, burst %d", (long) rate, burst)
              .hasSizeLessThanOrEqualTo((int) (burst + rate * seconds));
        }
      }
    }
  }
}
