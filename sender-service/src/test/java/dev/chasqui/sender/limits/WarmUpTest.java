package dev.chasqui.sender.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {

  private final WarmUp warmUp = new WarmUp(LocalDate.of(2026, 3, 1), 20, 1.5);

  @ParameterizedTest
  @CsvSource({
    "2026-03-01, 20",
    "2026-03-02, 30",
    "2026-03-03, 45",
    "2026-03-04, 67",
    "2026-03-11, 1153",
    "2026-02-01, 20",
    "2999-12-31, 2147483647"
  })
  void growsFromDayToDay(LocalDate day, int quota) {
    assertThat(warmUp.quota(day)).isEqualTo(quota);
  }
}
