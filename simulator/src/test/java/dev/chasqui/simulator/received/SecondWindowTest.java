package dev.chasqui.simulator.received;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondWindowTest {
  private static final long MILLI = 1_000_000;

  @Test
  void thePeakIsOfAnySecondNotOfTheClocks() {
    var window = new SecondWindow();
    for (var i = 0; i < 80; i++) {
      window.add(900 * MILLI + i * MILLI);
      window.add(1100 * MILLI + i * MILLI);
    }

    assertThat(window.peak()).isEqualTo(160);
  }

  @Test
  void anEventLeavesAfterASecond() {
    var window = new SecondWindow();
    for (var i = 0; i < 1000; i++) {
      window.add(100L * i * MILLI);
    }

    assertThat(window.peak()).isEqualTo(10);
  }

  @Test
  void noMoreThanTheLimitPassWithinASecond() {
    var window = new SecondWindow();

    assertThat(window.addUpTo(2, 0)).isTrue();
    assertThat(window.addUpTo(2, MILLI)).isTrue();
    assertThat(window.addUpTo(2, 999 * MILLI)).isFalse();
    assertThat(window.addUpTo(2, 1000 * MILLI)).isTrue();
  }
}
