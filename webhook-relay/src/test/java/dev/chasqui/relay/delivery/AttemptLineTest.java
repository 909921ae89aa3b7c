package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.relay.delivery.AttemptLine.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who posts what waits for one subscription. */
class AttemptLineTest {

  private static final Delivery ONE = SomeDelivery.of("evt_1", "wh_1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST = 4;

  private final AttemptLine line = new AttemptLine();

  private int add(int deliveries, int enough) {
    List<Delivery> some = Collections.nCopies(deliveries, ONE);
    return line.add(some, SomeDelivery.attempts(some, PATIENCE), _ -> enough, MOST);
  }

  @Test
  void thereAreAsManyPostersAsAreBestAndNoMoreThanThereMayBe() {
    assertThat(add(10, 2)).isEqualTo(2);
    assertThat(line.next()).isPresent();

    assertThat(add(10, 3)).isEqualTo(1);
    assertThat(line.next()).isPresent();
    assertThat(add(10, 9)).isEqualTo(MOST - 3);
  }

  @Test
  void oneIsAddedIfNoTurnWasTakenSinceTheLastOnesCame() {
    assertThat(add(10, 2)).isEqualTo(2);

    assertThat(add(10, 2)).as("stuck, as it seems").isEqualTo(1);
    assertThat(line.next()).isPresent();
    assertThat(add(10, 2)).as("it moves").isEqualTo(0);
  }

  @Test
  void whatWaitsHasItsTurnInItsOrderAndThenThePosterEnds() {
    List<Delivery> first = List.of(ONE, SomeDelivery.of("evt_2", "wh_1"));
    List<Delivery> second = List.of(SomeDelivery.of("evt_3", "wh_1"));
    line.add(first, SomeDelivery.attempts(first, PATIENCE), _ -> 1, MOST);
    line.add(second, SomeDelivery.attempts(second, PATIENCE), _ -> 1, 1);

    List<String> events = new ArrayList<>();
    for (var turn = line.next(); turn.isPresent(); turn = line.next()) {
      events.add(turn.get().delivery().eventId());
    }

    assertThat(events).containsExactly("evt_1", "evt_2", "evt_3");
    assertThat(line.isIdle()).isTrue();
  }

  @Test
  void whatWaitsIsLeftOutWhenTheLastPosterGivesUp() throws InterruptedException {
    List<Duration> took = new ArrayList<>();
    AttemptRound round =
        new AttemptRound(
            Collections.nCopies(3, ONE),
            new BegunAttempts(),
            PATIENCE,
            _ -> false,
            result -> took.add(result.took()));
    line.add(Collections.nCopies(3, ONE), round, _ -> 2, MOST);
    Turn mine = line.next().orElseThrow();

    line.giveUp();
    assertThat(line.isIdle()).isFalse();
    line.giveUp();

    assertThat(line.isIdle()).isTrue();
    round.ended(mine.delivery());
    round.end();
    assertThat(took.getFirst()).isLessThan(PATIENCE);
  }
}
