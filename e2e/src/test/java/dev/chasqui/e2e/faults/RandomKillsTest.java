package dev.chasqui.e2e.faults;

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
@ExtendWith(SharedTestbed.class)
class RandomKillsTest {

  private final Testbed bed;
  private final Random random = RandomKills.random();

  RandomKillsTest(Testbed bed) {
    this.bed = bed;
  }

  @Test
  void aFewKills() {
    killSenders(600, 20, 2, Duration.ofSeconds(10));
  }

  @Test
  @Tag("faults")
  void manyKills() {
    killSenders(20_000, 200, 20, Duration.ofSeconds(30));
  }

  @Test
  void aFewKillsOfRelays() {
    killRelays(600, 2);
  }

  @Test
  @Tag("faults")
  void manyKillsOfRelays() {
    killRelays(20_000, 20);
  }

  private void killSenders(int commands, int accounts, int kills, Duration patience) {
    try (SenderFleet senders = new SenderFleet(bed, accounts, patience, random)) {
      new RandomKills(bed, senders, random).run(commands, kills);
      senders.check();
    }
  }

  private void killRelays(int events, int kills) {
    assumeTrue(
        Loopback.has(Loopback.address(1, 1)),
        "NOT RUN: this needs a loopback with more than one address");
    try (RelayFleet relays = new RelayFleet(bed, random)) {
      new RandomKills(bed, relays, random).run(events, kills);
      relays.check();
    }
  }
}
