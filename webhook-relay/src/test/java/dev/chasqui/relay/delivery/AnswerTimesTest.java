package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many are posted to a subscription at once. */
class AnswerTimesTest {

  private static final Duration QUICK = Duration.ofMillis(2);
  private static final Duration SLOW = Duration.ofMillis(20);

  private final AtomicLong now = new AtomicLong();
  private final AnswerTimes times = new AnswerTimes(now::get);

  private void delivered(int often, Duration took) {
    for (int i = 0; i < often; i++) {
      times.delivered("wh_1", took);
    }
  }

  @Test
  void quickOnesShareAFew() {
    delivered(3, QUICK);

    assertThat(times.posters("wh_1", 500, 1)).isEqualTo(64);
    assertThat(times.posters("wh_1", 500, 16)).isEqualTo(4);
    assertThat(times.posters("wh_1", 500, 500)).isEqualTo(1);

    delivered(1, SLOW);
    assertThat(times.posters("wh_1", 500, 1)).isEqualTo(64);
  }

  @Test
  void whatNobodyKnowsIsTakenForQuick() {
    assertThat(times.posters("wh_1", 500, 16)).isEqualTo(4);
  }

  @Test
  void slowOnesGetAsManyAsAreDoneInTime() {
    delivered(3, SLOW);

    assertThat(times.posters("wh_1", 3, 500)).isEqualTo(2);
    assertThat(times.posters("wh_1", 100, 500)).isEqualTo(41);
  }

  @Test
  void neverMoreThanThereIsToPost() {
    delivered(3, QUICK);
    assertThat(times.posters("wh_1", 3, 1)).isEqualTo(3);

    delivered(3, Duration.ofSeconds(5));
    assertThat(times.posters("wh_1", 1, 1)).isEqualTo(1);
  }

  @Test
  void oneAnswerThatTookLongDoesNotMatterForLong() {
    delivered(3, SLOW);
    int before = times.posters("wh_1", 100, 1);

    delivered(1, Duration.ofSeconds(1));
    assertThat(times.posters("wh_1", 100, 1)).isGreaterThan(before + 20);

    delivered(30, SLOW);
    assertThat(times.posters("wh_1", 100, 1)).isBetween(before, before + 5);
  }

  @Test
  void whoFailsIsNotWellAndNoLongerKnown() {
    assertThat(times.isWell("wh_1")).isFalse();
    delivered(1, SLOW);
    assertThat(times.isWell("wh_1")).isTrue();

    times.failed("wh_1");

    assertThat(times.isWell("wh_1")).isFalse();
    assertThat(times.posters("wh_1", 100, 16)).isEqualTo(4);
  }

  @Test
  void whoHasABacklogIsKnownForSomeMinutes() {
    delivered(1, SLOW);

    now.addAndGet(Duration.ofMinutes(1).toNanos());
    times.forgetOld();
    assertThat(times.isWell("wh_1")).isTrue();

    now.addAndGet(Duration.ofMinutes(2).toNanos());
    times.forgetOld();
    assertThat(times.isWell("wh_1")).isFalse();
  }

  @Test
  void whoWasQuickOnceIsNotTakenForQuickForEver() {
    delivered(1, QUICK);
    delivered(100, SLOW);
    assertThat(times.posters("wh_1", 100, 64)).isEqualTo(1);

    times.forgetOld();

    assertThat(times.posters("wh_1", 100, 64)).isGreaterThan(30);
  }
}
