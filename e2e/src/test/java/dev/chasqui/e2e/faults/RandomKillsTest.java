package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
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
    var _ = run(new RandomKills.Plan(600, 20, 2, Duration.ofSeconds(10)));
  }

  @Test
  @Tag("faults")
  void manyKills() {
    Set<String> known = run(new RandomKills.Plan(20_000, 200, 20, Duration.ofSeconds(30)));
    assertThat(known).as("known by their status alone").isNotEmpty();
  }

  /** Returns what the senders learned by statuses alone. */
  private Set<String> run(RandomKills.Plan plan) {
    Long given = Long.getLong("chasqui.faults.seed");
    long seed = given == null ? System.nanoTime() : given;
    try (RandomKills kills = new RandomKills(bed, plan, seed)) {
      kills.run();
      kills.check();
      return kills.knownByStatus();
    }
  }
}
