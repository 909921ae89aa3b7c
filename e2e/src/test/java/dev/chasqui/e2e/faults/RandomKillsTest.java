package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.testing.Loopback;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two senders, or two relays, under load, one of them killed again and again; the broker and
 * PostgreSQL are killed once. The seed of what is random is in the log; {@code
 * -Dchasqui.faults.seed=…} takes it again.
 */
@Tag("faults")
@ExtendWith(SharedTestbed.class)
class RandomKillsTest {

  private final Testbed bed;
  private final Random random = RandomKills.random();

  RandomKillsTest(Testbed bed) {
    this.bed = bed;
  }

  @Test
  void sendersLoseNothingAndSendNothingTwice() {
    try (SenderFleet senders = new SenderFleet(bed, 200, Duration.ofSeconds(30), random)) {
      new RandomKills(bed, senders, random).run(20_000, 20);
      senders.check();
      assertThat(senders.knownByStatus()).as("known by their status alone").isNotEmpty();
    }
  }

  @Test
  void relaysLoseNothingAndRepeatOnlyWhatWasInFlight() {
    assumeTrue(
        Loopback.has(Loopback.address(1, 1)),
        "NOT RUN: this needs a loopback with more than one address");
    try (RelayFleet relays = new RelayFleet(bed, random)) {
      new RandomKills(bed, relays, random).run(20_000, 20);
      relays.check();
    }
  }
}
