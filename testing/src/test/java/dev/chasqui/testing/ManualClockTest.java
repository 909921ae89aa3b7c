package dev.chasqui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  @Test
  void movesOnlyWhenTold() {
    ManualClock clock = ManualClock.at("2026-11-21T20:00:00Z");
    Clock inLima = clock.withZone(ZoneId.of("America/Lima"));
    clock.advance(Duration.ofSeconds(90));
    assertThat(clock.instant()).isEqualTo("2026-11-21T20:01:30Z");
    assertThat(inLima.instant()).isEqualTo(clock.instant());
    clock.set(Instant.EPOCH);
    assertThat(clock.millis()).isZero();
  }
}
