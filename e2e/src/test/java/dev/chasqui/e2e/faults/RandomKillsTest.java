package dev.chasqui.e2e.faults;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two senders under load, one of them killed again and again; the broker and PostgreSQL are killed
 * once. The seed of what is random is in the log; {@code -Dchasqui.faults.seed=…} takes it again.
 */
@ExtendWith(SharedTestbed.class)
@Tag("faults")
class RandomKillsTest {

  private final Testbed bed;

  RandomKillsTest(Testbed bed) {
    this.bed = bed;
  }

  @Test
  void aFewKills() {
    run(new RandomKills.Plan(1_500, 20, 3));
  }

  @Test
  @Tag("faults")
  void manyKills() {
    run(new RandomKills.Plan(20_000, 200, 20));
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
