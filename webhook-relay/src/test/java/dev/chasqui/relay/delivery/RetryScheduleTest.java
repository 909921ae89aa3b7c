package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    // asked for, chance, granted; the longest wait is 100 s
    "90, 1, 120",
    "110, 1, 120",
    "999, 1, 120",
    "90, 0, 90",
    "999, 0, 100",
    "1, 0, 80"
  })
  void neverShortensAWait(long asked, double chance, long granted) {
    assertThat(schedule(chance).after(2, Duration.ofSeconds(asked)))
        .contains(Duration.ofSeconds(granted));
  }

  @Test
  void theLongestWaitNeedNotBeTheLast() {
    RetrySchedule schedule = new RetrySchedule(List.of(WAITS.get(1), WAITS.get(0)), () -> 0);

    assertThat(schedule.after(2, Duration.ofDays(9))).contains(Duration.ofSeconds(100));
  }

  @Test
  void grantsWhatASubscriberAsksWithinBounds() {
    assertThat(schedule(0.5).after(1, Duration.ofMinutes(1))).contains(Duration.ofMinutes(1));
    assertThat(schedule(0.5).after(1, Duration.ofSeconds(1))).contains(Duration.ofSeconds(10));
    assertThat(schedule(0.5).after(1, Duration.ofDays(9))).contains(Duration.ofSeconds(100));
  }
}
