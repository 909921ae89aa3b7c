package dev.chasqui.chores;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoresTest {

  private final List<String> done = new ArrayList<>();
  private long now;

  @Test
  void eachIsDoneWhenItIsDue() {
    Chores chores = chores(chore("often", 1, false), chore("seldom", 10, false));

    for (int second = 0; second < 12; second++) {
      assertThat(chores.look()).isFalse();
      now += Duration.ofSeconds(1).toNanos();
    }

    assertThat(done).filteredOn("often"::equals).hasSize(12);
    assertThat(done).filteredOn("seldom"::equals).hasSize(2);
  }

  @Test
  void oneThatHasMoreToDoGoesOnAtOnceAndHoldsUpNoOther() {
    Chores chores = chores(chore("backlog", 10, true), chore("other", 10, false));

    assertThat(chores.look()).isTrue();
    assertThat(chores.look()).isTrue();

    assertThat(done).containsExactly("backlog", "other", "backlog");
  }

  @Test
  void oneThatFailsWhateverTheFailureIsTriedAgainAndHoldsUpNoOther() {
    Chores chores =
        chores(
            new Chore("broken", Duration.ofSeconds(10), this::breakDown),
            chore("other", 10, false));

    assertThat(chores.look()).isFalse();
    assertThat(chores.look()).isFalse();
    now += Duration.ofSeconds(10).toNanos();
    assertThat(chores.look()).isFalse();

    assertThat(done).containsExactly("broken", "other", "broken", "other");
  }

  @Test
  void howLateOneIsIsTold() {
    Chores chores =
        chores(
            new Chore("broken", Duration.ofSeconds(10), this::breakDown),
            chore("backlog", 10, true),
            chore("other", 10, false));
    MeterRegistry meters = new SimpleMeterRegistry();
    chores.bindTo(meters);

    for (int second = 0; second <= 30; second++) {
      chores.look();
      now += Duration.ofSeconds(1).toNanos();
    }

    assertThat(late(meters, "broken")).isEqualTo(31);
    assertThat(late(meters, "backlog")).isEqualTo(1);
    assertThat(late(meters, "other")).isZero();
    now += Duration.ofSeconds(60).toNanos();
    assertThat(late(meters, "other")).as("the thread hangs").isEqualTo(51);
  }

  private static double late(MeterRegistry meters, String chore) {
    return meters.get("chasqui.chore.late").tag("chore", chore).gauge().value();
  }

  private boolean breakDown() {
    done.add("broken");
    throw new StackOverflowError();
  }

  private Chore chore(String name, int seconds, boolean more) {
    return new Chore(name, Duration.ofSeconds(seconds), () -> done.add(name) && more);
  }

  private Chores chores(Chore... chores) {
    return new Chores("chores", List.of(chores), () -> now);
  }
}
