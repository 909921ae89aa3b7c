package dev.chasqui.http.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chasqui.http.circuit.Circuits.Call;
import dev.chasqui.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The sender's tests have more of what opens a circuit and closes it. */
class CircuitsTest {

  private static final Duration OPEN_TIME = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int MINIMUM = 4;

  private final ManualClock clock = ManualClock.at("2026-11-21T20:00:00Z");
  private final Circuits<Boolean> circuits =
      new Circuits<>(
          new CircuitSettings(50, MINIMUM, WINDOW, OPEN_TIME, 2),
          Boolean.class,
          good -> !good,
          clock);

  private Call<Boolean> call(String name, boolean good) {
    return circuits.call(name, () -> good);
  }

  private void open(String name) {
    for (int i = 0; i < MINIMUM; i++) {
      assertThat(call(name, false)).isEqualTo(new Call.Made<>(false));
    }
  }

  @Test
  void whoAsksIsToldHowLongACircuitIsOpen() {
    open("bad");

    assertThat(call("bad", true)).isEqualTo(new Call.Refused<>(OPEN_TIME));
    clock.advance(OPEN_TIME.minusSeconds(1));
    assertThat(call("bad", true)).isEqualTo(new Call.Refused<>(Duration.ofSeconds(1)));
    assertThat(circuits.state("bad")).isEqualTo("open");
    assertThat(circuits.state("good")).isEqualTo("closed");
  }

  @Test
  void whoIsNotCalledAnyMoreIsForgotten() {
    assertThat(call("good", true)).isEqualTo(new Call.Made<>(true));
    open("bad");

    circuits.forgetIdle();
    assertThat(circuits.registry().getAllCircuitBreakers()).hasSize(2);
    clock.advance(WINDOW.plusSeconds(2));
    circuits.forgetIdle();
    assertThat(circuits.registry().find("good")).isEmpty();
    assertThat(circuits.state("bad")).isEqualTo("open");
    clock.advance(Duration.ofHours(2));
    circuits.forgetIdle();

    assertThat(circuits.registry().getAllCircuitBreakers()).isEmpty();
    assertThat(circuits.state("bad")).isEqualTo("closed");
  }

  @Test
  void settingsThatCannotBeNameWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CircuitSettings(0, 1, WINDOW, OPEN_TIME, 1))
        .withMessageContaining("circuit.failure-rate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CircuitSettings(50, 1, Duration.ofMillis(1), OPEN_TIME, 1))
        .withMessageContaining("circuit.window");
  }
}
