package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.Paced.assertPaced;
import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowDownTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aPaceIsHalvedAndRegainedByATenthEveryTenSeconds() {
    queue.configure(new LaneSettings("lane", 100, 10, 100));
    slowDown(queue.one);

    for (double expected : new double[] {50, 60, 70, 80, 90, 100, 100}) {
      assertInForce(expected);
      queue.advance(Duration.ofSeconds(10));
    }
  }

  @Test
  void asksOfOneMomentAreOneCutAndTheNextHalvesWhatIsInForce() {
    queue.configure(new LaneSettings("lane", 100, 10, 100));
    slowDown(queue.one);
    queue.advance(Duration.ofMillis(999));
    slowDown(queue.two);
    assertInForce(50);
    queue.advance(Duration.ofMillis(1));
    slowDown(queue.two);
    assertInForce(25);

    queue.advance(Duration.ofSeconds(10));
    assertInForce(35);
    slowDown(queue.one);
    assertInForce(17.5);
  }

  @Test
  void itIsNeverLessThanASixteenth() {
    queue.configure(new LaneSettings("lane", 100, 10, 100));
    for (int i = 0; i < 20; i++) {
      slowDown(queue.one);
      queue.advance(Duration.ofSeconds(1));
    }

    assertInForce(6.25);
    queue.advance(Duration.ofSeconds(100));
    assertInForce(100);
  }

  @Test
  void whatIsSentFollowsThePaceInForceWithoutBurstsAndNeverExceedsTheLanesOwn() {
    queue.configure(new LaneSettings("lane", 10, 20, 100_000));
    queue.enqueue(dueItems("lane", 2000));
    List<Lease> all = new ArrayList<>(queue.claimAll());
    assertThat(all).hasSizeGreaterThanOrEqualTo(20);
    queue.advance(Duration.ofSeconds(1));
    all.addAll(queue.claimAll());
    slowDown(queue.one);

    List<Lease> cut = run(10);
    List<Lease> next = run(10);
    all.addAll(cut);
    all.addAll(next);
    all.addAll(run(32));

    assertPaced(cut, 1, 5);
    assertThat(cut).hasSizeBetween(48, 51);
    assertPaced(next, 1, 6);
    assertThat(next).hasSizeBetween(58, 61);
    assertPaced(all, 20, 10);
    assertInForce(10);
  }

  private List<Lease> run(int seconds) {
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < seconds * 20; i++) {
      leases.addAll(
          i % 2 == 0
              ? queue.claimAll()
              : queue.two.claim(new ClaimRequest("two", 9, Duration.ofHours(1))));
      queue.advance(Duration.ofMillis(50));
    }
    return leases;
  }

  @Test
  void aChangedPaceStaysCutAndALaneWithoutAPaceIsNotCut() {
    queue.configure(new LaneSettings("lane", 0.01, 1, 100));
    slowDown(queue.one);
    queue.configure(new LaneSettings("lane", 50, 1, 100));
    assertInForce(25);
    queue.enqueue(dueItems("lane", 1));
    queue.advance(Duration.ofMillis(40));
    assertThat(queue.claimAll()).hasSize(1);

    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 100));
    slowDown(queue.one);
    assertInForce(LaneSettings.UNPACED);
    queue.enqueue(dueItems("other", 1));
    slowDown(queue.one, "unknown");
    assertThat(queue.one.lane("unknown")).isEmpty();
  }

  @Test
  void aSlowLaneDoesNotWaitOnWhenTheCutIsOver() {
    queue.configure(new LaneSettings("lane", 1 / 60d, 2, 100));
    queue.enqueue(dueItems("lane", 2));
    assertThat(queue.claim(1)).hasSize(1);
    slowDown(queue.one);
    assertThat(queue.claimAll()).isEmpty();

    queue.advance(Duration.ofSeconds(50));

    assertThat(queue.claimAll())
        .hasSize(1)
        .allMatch(it -> it.sendAt().equals(START.plusSeconds(50)));
  }

  private void assertInForce(double permitsPerSecond) {
    assertThat(queue.lane("lane").permitsPerSecond())
        .isCloseTo(permitsPerSecond, within(permitsPerSecond / 1000));
  }

  private void slowDown(PostgresWorkQueue instance) {
    slowDown(instance, "lane");
  }

  private void slowDown(PostgresWorkQueue instance, String lane) {
    queue.transaction(
        tx -> {
          instance.slowDown(tx, lane);
          return true;
        });
  }
}
