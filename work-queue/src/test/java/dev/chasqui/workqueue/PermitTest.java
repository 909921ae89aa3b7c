package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.Paced.assertPaced;
import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermitTest {

  private static final Permit AT_ONCE = new Permit.Granted(Duration.ZERO);

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void permitsAreThoseOfTheLane() {
    queue.configure(new LaneSettings("lane", 0.5, 2, 1));
    queue.enqueue(dueItems("lane", 1));
    assertThat(queue.claimAll()).hasSize(1);

    assertThat(queue.one.takePermit("lane")).isEqualTo(AT_ONCE);
    assertThat(queue.two.takePermit("lane")).isEqualTo(new Permit.Later(START.plusMillis(1900)));

    queue.advance(Duration.ofMillis(1900));
    assertThat(queue.two.takePermit("lane")).isEqualTo(new Permit.Granted(Duration.ofMillis(100)));
  }

  @Test
  void aBacklogLeavesPermitsToThoseWhoAsk() {
    queue.configure(new LaneSettings("lane", 10, 1, 100_000));
    queue.enqueue(dueItems("lane", 1000));
    List<Lease> leases = new ArrayList<>();
    int granted = 0;
    for (int i = 0; i < 200; i++) {
      leases.addAll(queue.claimAll());
      queue.advance(Duration.ofMillis(25));
      granted += queue.one.takePermit("lane") instanceof Permit.Granted ? 1 : 0;
    }

    assertThat(granted).isGreaterThan(10);
    assertPaced(leases, 1, 10);
    assertThat(granted + leases.size()).isLessThanOrEqualTo(10 * 5 + 2);
  }

  @Test
  void aPausedLaneSaysUntilWhen() {
    queue.enqueue(dueItems("lane", 1));
    queue.pause("lane", START.plusSeconds(9));
    assertThat(queue.one.takePermit("lane")).isEqualTo(new Permit.Later(START.plusSeconds(9)));

    queue.pause("lane", Instant.MAX);
    assertThat(queue.one.takePermit("lane")).isEqualTo(new Permit.Later(Instant.MAX));
    queue.resume("lane");
    assertThat(queue.one.takePermit("lane")).isEqualTo(AT_ONCE);
  }

  @Test
  void aPermitUsesTheQuota() {
    queue.configure(LaneSettings.unpaced("lane").withQuota(new DailyQuota(1, ZoneOffset.UTC)));

    assertThat(queue.one.takePermit("lane")).isEqualTo(AT_ONCE);
    assertThat(queue.lane("lane").quotaLeft()).isZero();
    assertThat(queue.one.takePermit("lane"))
        .isEqualTo(new Permit.Later(Instant.parse("2026-11-22T00:00:00Z")));
  }

  @Test
  void anUnknownLaneHasNoPaceAndStaysUnknown() {
    assertThat(queue.one.takePermit("unknown")).isEqualTo(AT_ONCE);
    assertThat(queue.one.lane("unknown")).isEmpty();
  }
}
