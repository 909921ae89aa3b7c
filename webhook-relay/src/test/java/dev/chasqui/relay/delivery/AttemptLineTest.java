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

  private static final Delivery ONE = SomeDelivery.to("wh_1", "evt_1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST = 4;

  private final AttemptLine line = new AttemptLine();

  private int add(int deliveries, int enough) {
    List<Delivery> some = Collections.nCopies(deliveries, ONE);
    return line.add(some, SomeRound.of(some, PATIENCE), _ -> enough, MOST);
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
  void whatIsUnderWayCountsWithWhatWaits() {
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      line.add(
          List.of(ONE),
          SomeRound.of(List.of(ONE), PATIENCE),
          count -> {
            counts.add(count);
            return 1;
          },
          MOST);
      line.next();
    }

    assertThat(counts).containsExactly(1, 2);
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
    List<Delivery> first = List.of(ONE, SomeDelivery.to("wh_1", "evt_2"));
    List<Delivery> second = List.of(SomeDelivery.to("wh_1", "evt_3"));
    line.add(first, SomeRound.of(first, PATIENCE), _ -> 1, MOST);
    line.add(second, SomeRound.of(second, PATIENCE), _ -> 1, 1);

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
        SomeRound.of(Collections.nCopies(4, ONE), PATIENCE, result -> took.add(result.took()));
    line.add(Collections.nCopies(4, ONE), round, _ -> 2, MOST);
    Turn first = line.next().orElseThrow();

    line.giveUp();
    assertThat(line.isIdle()).isFalse();
    Turn second = line.next().orElseThrow();
    line.giveUp();

    assertThat(line.isIdle()).isTrue();
    round.ended(first.delivery());
    round.ended(second.delivery());
    round.end();
    assertThat(took.getFirst()).isLessThan(PATIENCE);
  }
}
