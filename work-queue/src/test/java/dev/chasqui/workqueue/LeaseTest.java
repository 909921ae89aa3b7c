package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aLeaseThatRanOutIsTakenOverAndItsOldHolderChangesNothing() {
    queue.enqueue(due("lane", "a"));
    Lease old = queue.claim(1).getFirst();
    queue.advance(LEASE.minusMillis(1));
    assertThat(queue.takeOver()).isEmpty();
    queue.advance(Duration.ofMillis(1));

    Lease taken = queue.takeOver().getFirst();
    assertThat(taken.takenOver()).isTrue();
    assertThat(taken.attempt()).isEqualTo(2);
    assertThat(taken.payload()).asString(StandardCharsets.UTF_8).isEqualTo("work of a");
    assertThat(queue.takeOver()).isEmpty();

    assertThat(queue.settle(new Settlement.Complete(old))).containsExactly(old);
    assertThat(queue.column("a", "state")).isEqualTo("1");
    assertThat(queue.settle(new Settlement.Fail(taken, "unknown"))).isEmpty();
    assertThat(queue.column("a", "state")).isEqualTo("4");
    assertThat(queue.column("a", "reason")).isEqualTo("unknown");
    assertThat(queue.column("a", "payload")).isEqualTo("null");
  }

  @Test
  void whatRanOutIsNeverClaimed() {
    queue.enqueue(due("lane", "a"));
    queue.claim(1);

    queue.advance(LEASE.multipliedBy(10));

    assertThat(queue.claimAll()).isEmpty();
  }

  @Test
  void aLateHolderSettlesIfNobodyTookOver() {
    queue.enqueue(due("lane", "a"));
    Lease lease = queue.claim(1).getFirst();
    queue.advance(LEASE.multipliedBy(2));

    assertThat(queue.complete(List.of(lease))).isEmpty();
    assertThat(queue.takeOver()).isEmpty();
  }

  @Test
  void aLeaseIsSettledOnce() {
    queue.enqueue(due("lane", "a"));
    Lease lease = queue.claim(1).getFirst();
    queue.settle(new Settlement.RetryAt(lease, START, "again", false));
    queue.claim(1);

    assertThat(queue.complete(List.of(lease))).containsExactly(lease);
    assertThat(queue.lane("lane").leased()).isEqualTo(1);
  }

  @Test
  void aRetryWaitsCountsAndMayChangeThePayload() {
    queue.enqueue(due("lane", "a"));
    byte[] changed = "more".getBytes(StandardCharsets.UTF_8);
    Lease first = queue.claim(1).getFirst();
    queue.settle(new Settlement.RetryAt(first, START.plusSeconds(5), "503", true, changed));
    assertThat(queue.claim(1)).isEmpty();
    assertThat(queue.column("a", "reason")).isEqualTo("503");

    queue.advance(Duration.ofSeconds(5));
    Lease second = queue.claim(1).getFirst();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.payload()).isEqualTo(changed);

    queue.settle(new Settlement.RetryAt(second, queue.now(), "circuit open", false));
    Lease third = queue.claim(1).getFirst();
    assertThat(third.attempt()).isEqualTo(2);
    assertThat(third.payload()).isEqualTo(changed);
  }

  @Test
  void whatWasNeverBegunIsGivenBackWithoutAnAttempt() {
    queue.enqueue(due("lane", "a", "g"), due("lane", "b", "g"));
    Lease lease = queue.claim(1).getFirst();

    queue.one.release(List.of(lease));

    assertThat(queue.settle(new Settlement.Complete(lease))).containsExactly(lease);
    Lease again = queue.claim(10).getFirst();
    assertThat(again.key()).isEqualTo("a");
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.takenOver()).isFalse();
  }

  @Test
  void whatWasTakenOverAndGivenBackIsStillTakenOver() {
    queue.enqueue(due("lane", "a"));
    queue.claim(1);
    queue.advance(LEASE);
    Lease taken = queue.takeOver().getFirst();

    queue.one.release(List.of(taken));

    assertThat(queue.claimAll()).isEmpty();
    assertThat(queue.takeOver()).singleElement().matches(Lease::takenOver);
  }

  @Test
  void aLaneNeverHasMoreInFlightThanItsCap() {
    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 3));
    queue.enqueue(dueItems("lane", 10));
    List<Lease> leases = queue.claimAll();
    assertThat(keys(leases)).containsExactly("lane-0", "lane-1", "lane-2");

    queue.complete(leases.subList(0, 2));

    assertThat(keys(queue.claimAll())).containsExactly("lane-3", "lane-4");
    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 5));
    assertThat(keys(queue.claimAll())).containsExactly("lane-5", "lane-6");
  }

  @Test
  void finishedItemsAreForgottenInPortions() {
    queue.enqueue(dueItems("lane", 5));
    queue.enqueue(due("lane", "unfinished"));
    queue.complete(queue.claim(5));
    queue.advance(Duration.ofDays(1));

    assertThat(queue.one.purge(START, 10)).isZero();
    assertThat(queue.one.purge(queue.now(), 3)).isEqualTo(3);
    assertThat(queue.one.purge(queue.now(), 3)).isEqualTo(2);
    assertThat(queue.enqueue(due("lane", "lane-0")))
        .containsExactly(new Enqueued.Waiting("lane-0"));
    assertThat(keys(queue.claimAll())).containsExactlyInAnyOrder("unfinished", "lane-0");
  }
}
