package dev.chasqui.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chasqui.simulator.numbers.NumberSpec;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Beside this test's class path lie Spring Security, JDBC, Flyway and Kafka, and an application.yml
 * that means another application.
 */
class StartTest {
  @Test
  void twoRunInOneJvmAndKnowNothingOfEachOther() throws Exception {
    try (var first = new SimulatorFixture();
        var second = new SimulatorFixture()) {
      first.sendText("15550001111", "job-1");

      assertThat(first.received("job-1")).isEqualTo(1);
      assertThat(second.received("job-1")).isZero();
      assertThat(first.simulator.port()).isNotEqualTo(second.simulator.port());
    }
  }

  @Test
  void messageIdsAreUniqueOverRestarts() throws Exception {
    String before;
    try (var sim = new SimulatorFixture()) {
      before = sim.sendText("15550001111", "job-1").wamid();
    }
    try (var sim = new SimulatorFixture()) {
      assertThat(sim.sendText("15550001111", "job-1").wamid()).isNotEqualTo(before);
    }
  }

  @Test
  void aTakenPortIsSaid() {
    try (var first = Simulator.start(SimulatorSettings.onPort(0))) {
      assertThatThrownBy(() -> Simulator.start(SimulatorSettings.onPort(first.port())))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining(String.valueOf(first.port()));
    }
  }

  @Test
  void aWrongNumberStopsTheStart() {
    var settings = SimulatorSettings.onPort(0).withNumber(NumberSpec.of("one"));

    assertThatThrownBy(() -> Simulator.start(settings))
        .hasMessageContaining("phoneNumberId must be 3 to 20 digits");
  }

  @Test
  void closingEndsRequestsThatHang() throws Exception {
    var sim = new SimulatorFixture();
    sim.fault("'kind':'hang_after','millis':600000");
    var hanging =
        Thread.startVirtualThread(
            () ->
                assertThatThrownBy(() -> sim.sendText("15550001111", "job-1"))
                    .isInstanceOf(UncheckedIOException.class));
    await().until(() -> sim.received("job-1") == 1);

    var begin = Instant.now();
    sim.close();

    assertThat(hanging.join(Duration.ofSeconds(10))).isTrue();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }
}
