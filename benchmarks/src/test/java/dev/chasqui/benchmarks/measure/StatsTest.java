package dev.chasqui.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatsTest {

  @Test
  void aSpanMayBeginAnywhere() {
    assertThat(Stats.mostWithin(1_000, new long[] {0, 900, 950, 1_100, 1_899})).isEqualTo(4);
  }

  @Test
  void twoTimesThatAreASpanApartAreNotWithinIt() {
    assertThat(Stats.mostWithin(1_000, new long[] {1_000, 0})).isEqualTo(1);
    assertThat(Stats.mostWithin(1_000, new long[] {999, 0})).isEqualTo(2);
  }

  @Test
  void aPercentileIsOneOfTheValues() {
    long[] values = LongStream.rangeClosed(1, 200).toArray();

    assertThat(Stats.percentile(values, 0.99)).isEqualTo(198);
    assertThat(Stats.percentile(values, 0.5)).isEqualTo(100);
    assertThat(Stats.percentile(new long[] {7}, 0.99)).isEqualTo(7);
  }

  @Test
  void theMedianIsInTheMiddle() {
    assertThat(Stats.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Stats.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
  }
}
