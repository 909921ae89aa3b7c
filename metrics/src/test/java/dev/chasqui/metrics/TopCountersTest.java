package dev.chasqui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TopCountersTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopCounters counters = new TopCounters(meters, "who", 1);

  private static Meter.Id done(String how) {
    return TopCounters.id("done", "What was done", Tags.of("how", how));
  }

  private double count(String who, String how) {
    return meters.find("done").tags("who", who, "how", how).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void thoseWhoAreNotOnTheListShareASeries() {
    counters.increment(done("well"), "a");
    counters.increment(done("well"), "b");
    counters.increment(done("badly"), "c");
    counters.increment(done("well"), "a");

    assertThat(count("a", "well")).isEqualTo(2);
    assertThat(count(TopList.OTHERS, "well")).isEqualTo(1);
    assertThat(count(TopList.OTHERS, "badly")).isEqualTo(1);
    assertThat(counters.names()).containsExactly("a");
  }

  @Test
  void whoLeavesTheListTakesItsSeriesAlong() {
    counters.increment(done("well"), "a");
    counters.increment(done("well"), "b");
    counters.increment(done("well"), "b");

    counters.reconsider();
    counters.increment(done("well"), "b");

    assertThat(meters.find("done").tags("who", "a").counters()).isEmpty();
    assertThat(count("b", "well")).isEqualTo(1);
  }
}
