package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final List<Duration> WAITS =
      List.of(Duration.ofSeconds(10), Duration.ofSeconds(100));

  private static RetrySchedule schedule(double chance) {
    return new RetrySchedule(WAITS, () -> chance);
  }

  @Test
  void waitsAsPlannedGiveOrTakeAFifth() {
    assertThat(schedule(0.5).after(1, null)).contains(Duration.ofSeconds(10));
    assertThat(schedule(0).after(1, null)).contains(Duration.ofSeconds(8));
    assertThat(schedule(1).after(2, null)).contains(Duration.ofMinutes(2));
  }

  @Test
  void endsAfterTheLastWait() {
    assertThat(schedule(0.5).after(3, null)).isEmpty();
    assertThat(schedule(0.5).after(3, Duration.ofSeconds(1))).isEmpty();
    assertThat(new RetrySchedule(List.of(), () -> 0).after(1, null)).isEmpty();
  }

  @Test
  void grantsWhatASubscriberAsksWithinBounds() {
    assertThat(schedule(0.5).after(1, Duration.ofMinutes(1))).contains(Duration.ofMinutes(1));
    assertThat(schedule(0.5).after(1, Duration.ofSeconds(1))).contains(Duration.ofSeconds(10));
    assertThat(schedule(0.5).after(1, Duration.ofDays(9))).contains(Duration.ofSeconds(100));
  }
}
