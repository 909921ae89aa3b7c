package dev.chasqui.workqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LatenessTest {

  private static final long SECOND = 1_000_000_000;

  private final Lateness lateness = new Lateness();
  private long now = SECOND;

  private long arrived(long late) {
    now += SECOND;
    return lateness.arrived(now - late, now);
  }

  @Test
  void isTheLeastOfTheLatestArrivals() {
    for (int i = 0; i < 7; i++) {
      assertThat(arrived(400)).as("what stalls now and then is not usual").isZero();
    }
    assertThat(arrived(500)).isEqualTo(400);
    assertThat(arrived(300)).isEqualTo(300);
  }

  @Test
  void shrinksSlowlySoThatPermitsKeepTheirDistances() {
    for (int i = 0; i < 8; i++) {
      arrived(SECOND);
    }

    assertThat(arrived(0)).isEqualTo(SECOND - SECOND / 100);
    now += 10 * SECOND;
    assertThat(arrived(0)).isEqualTo(SECOND - 12 * SECOND / 100);
    now += 1000 * SECOND;
    assertThat(arrived(0)).isZero();
  }

  @Test
  void aSlowDatabaseMakesWhatIsPacedLateAndKeepsItsPace() {
    record Begun(Instant permit, long nanos) {}
    Queue<Begun> begun = new ConcurrentLinkedQueue<>();
    try (QueueFixture queue = QueueFixture.withSlowDatabase()) {
      queue.configure(new LaneSettings("lane", 50, 1, 100));
      queue.enqueue(QueueFixture.dueItems("lane", 60));
      WorkerFixture fixture = new WorkerFixture(queue);
      try (Worker<String> _ =
          fixture.start(
              lease -> {
                begun.add(new Begun(lease.sendAt(), System.nanoTime()));
                return lease.key();
              })) {
        await().atMost(Duration.ofSeconds(50)).until(() -> fixture.recorded.size() == 60);
      }
    }

    List<Begun> all = List.copyOf(begun);
    for (Begun one : all) {
      for (Begun other : all) {
        Duration planned = Duration.between(one.permit(), other.permit());
        assertThat(Duration.ofNanos(other.nanos() - one.nanos()))
            .isGreaterThan(planned.multipliedBy(98).dividedBy(100).minusMillis(200));
      }
    }
  }
}
