package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.Paced.assertPaced;
import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static dev.chasqui.workqueue.QueueFixture.leased;
import static dev.chasqui.workqueue.QueueFixture.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final QueueFixture queue = QueueFixture.withManualClock();
  private final Random random = new Random(42);

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aRestedLaneSendsItsBurstAndThenAtItsPace() {
    queue.configure(new LaneSettings("lane", 10, 3, 100));
    queue.enqueue(dueItems("lane", 10));

    List<Lease> leases = queue.claimAll();
    queue.advance(Duration.ofMillis(150));
    leases.addAll(queue.claimAll());

    assertThat(leases)
        .extracting(lease -> Duration.between(QueueFixture.START, lease.sendAt()).toMillis())
        .containsExactly(0L, 0L, 0L, 100L, 200L);
    assertThat(leases).allMatch(Lease::paced);
  }

  @Test
  void aBacklogIsSentAtFullPaceAndNeverAboveIt() throws Exception {
    queue.configure(new LaneSettings("lane", 72, 8, 100_000));
    queue.enqueue(dueItems("lane", 3000));

    List<Lease> leases = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (long passed = 0; passed < 20_000; ) {
        leases.addAll(claimWithBoth(threads));
        long step = random.nextInt(1, 90);
        queue.advance(Duration.ofMillis(step));
        passed += step;
      }
    }

    assertPaced(leases, 8, 72);
    assertThat(leases).hasSizeBetween(20 * 72, 20 * 72 + 8 + 8);
  }

  private List<Lease> claimWithBoth(ExecutorService threads) throws Exception {
    List<Lease> leases = new ArrayList<>();
    var request = new ClaimRequest("any", 50, Duration.ofSeconds(60));
    var other = threads.submit(() -> queue.two.claim(request));
    leases.addAll(threads.submit(() -> queue.one.claim(request)).get());
    leases.addAll(other.get());
    return leases;
  }

  @Test
  void whatStartsNowTakesTheSamePermits() {
    queue.configure(new LaneSettings("lane", 20, 5, 100_000));

    List<Lease> leases = new ArrayList<>();
    int sent = 0;
    for (int i = 0; i < 400; i++) {
      if (random.nextInt(4) > 0) {
        Enqueued answer = queue.enqueue(now("lane", "k" + sent++)).getFirst();
        if (answer instanceof Enqueued.Leased) {
          leases.add(leased(answer));
        }
      }
      leases.addAll(queue.claim(random.nextInt(1, 10)));
      queue.advance(Duration.ofMillis(random.nextInt(1, 80)));
    }

    assertPaced(leases, 5, 20);
    assertThat(keys(leases)).doesNotHaveDuplicates().hasSizeGreaterThan(200);
  }

  @Test
  void aRestartForgetsNoPermits() {
    queue.configure(new LaneSettings("lane", 1, 2, 100));
    queue.enqueue(dueItems("lane", 10));
    assertThat(queue.claimAll()).hasSize(2);

    var another = new ClaimRequest("another", 10, Duration.ofSeconds(1));
    queue.advance(Duration.ofMillis(800));
    assertThat(queue.two.claim(another)).isEmpty();
    queue.advance(Duration.ofMillis(200));
    assertThat(queue.two.claim(another)).hasSize(1);
  }

  @Test
  void aPaceCanBeChangedWhileTheLaneRuns() {
    queue.configure(new LaneSettings("lane", 1, 1, 100));
    queue.enqueue(dueItems("lane", 50));
    assertThat(queue.claimAll()).hasSize(1);

    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 100));

    assertThat(queue.claimAll()).hasSize(49);
  }

  @Test
  void aSlowPaceThatIsMadeQuickIsQuickAtOnce() {
    queue.configure(new LaneSettings("lane", 0.001, 1, 100));
    queue.enqueue(dueItems("lane", 2));
    assertThat(queue.claimAll()).hasSize(1);

    queue.configure(new LaneSettings("lane", 1, 1, 100));
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofSeconds(1));

    assertThat(queue.claimAll()).hasSize(1);
  }

  @Test
  void gapsAreLongerThanThePaceByARandomTime() {
    LaneSettings even = new LaneSettings("lane", 2, 1, 100_000);
    queue.configure(even.withJitter(Duration.ofSeconds(1)));
    queue.enqueue(dueItems("lane", 1000));

    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      leases.addAll(
          i % 2 == 0 ? queue.claim(10) : queue.two.claim(new ClaimRequest("b", 10, LEASE)));
      queue.advance(Duration.ofMillis(80));
    }

    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < leases.size(); i++) {
      gaps.add(Duration.between(leases.get(i - 1).sendAt(), leases.get(i).sendAt()).toMillis());
    }
    assertThat(gaps).allMatch(gap -> gap >= 500 && gap <= 1500);
    assertThat(gaps).anyMatch(gap -> gap < 600).anyMatch(gap -> gap > 1400);
    assertThat(gaps.stream().mapToLong(gap -> gap).average().orElseThrow()).isBetween(900d, 1100d);
    assertThat(queue.lane("lane").settings().jitter()).isEqualTo(Duration.ofSeconds(1));
  }
}
