package dev.chasqui.e2e.faults;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two senders under load, one of them killed again and again; the broker and PostgreSQL are killed
 * once. The seed of what is random is in the log; {@code -Dchasqui.faults.seed=…} takes it again.
 */
@ExtendWith(SharedTestbed.class)
class RandomKillsTest {

  private final Testbed bed;

  RandomKillsTest(Testbed bed) {
    this.bed = bed;
  }

  @Test
  void aFewKills() {
    run(new RandomKills.Plan(600, 20, 2, Duration.ofSeconds(10)));
  }

  @Test
  @Tag("faults")
  void manyKills() {
    run(new RandomKills.Plan(20_000, 200, 20, Duration.ofSeconds(30)));
  }

  private void run(RandomKills.Plan plan) {
    Long given = Long.getLong("chasqui.faults.seed");
    long seed = given == null ? System.nanoTime() : given;
    try (RandomKills kills = new RandomKills(bed, plan, seed)) {
      kills.run();
      kills.check();
    }
  }
}
