package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PortionTest {

  private static final Duration TIME = Duration.ofMillis(200);
  private static final Duration QUICK = Duration.ofMillis(50);

  private final Portion portion = new Portion(TIME);

  private void grow(int times) {
    for (int i = 0; i < times; i++) {
      portion.took(true, QUICK);
    }
  }

  @Test
  void growsStepByStepWhileThereIsTimeLeft() {
    int before = portion.size();

    grow(3);

    assertThat(portion.size()).isBetween(before + 3, 2 * before);
  }

  @Test
  void isBounded() {
    grow(1_000);
    assertThat(portion.size()).isEqualTo(2_000);

    for (int i = 0; i < 10; i++) {
      portion.took(false, TIME);
    }
    assertThat(portion.size()).isEqualTo(100);
  }

  @Test
  void shrinksAtOnceWhenTheTimeHardlySuffices() {
    grow(10);
    int before = portion.size();

    portion.took(true, Duration.ofMillis(160));

    assertThat(portion.size()).isEqualTo(before / 2);
  }

  @Test
  void whatIsNotAWholePortionSaysNothingOfALargerOne() {
    int before = portion.size();

    portion.took(false, QUICK);

    assertThat(portion.size()).isEqualTo(before);
  }
}
