package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.QueueFixture.item;
import static dev.chasqui.workqueue.QueueFixture.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotaTest {

  /** 17:00 there when a test starts. */
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aLaneSleepsWhenItsQuotaIsUsedAndGoesOnAtMidnightThere() {
    quota(5);
    queue.enqueue(dueItems("lane", 12));
    assertThat(queue.claimAll()).hasSize(5);
    assertThat(left()).isZero();
    assertThat(queue.enqueue(now("lane", "now")).getFirst()).isInstanceOf(Enqueued.Waiting.class);

    assertThat(queue.nextDue("lane")).isEqualTo(START.plus(Duration.ofHours(7)));
    queue.advance(Duration.ofHours(7).minusMillis(1));
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofMillis(1));

    assertThat(left()).isEqualTo(5);
    assertThat(queue.claimAll()).hasSize(5);
    queue.advance(Duration.ofDays(1));
    assertThat(queue.claimAll()).hasSize(3);
    assertThat(left()).isEqualTo(2);
  }

  @Test
  void whatStartsNowUsesTheSameQuota() {
    quota(3);
    List<Enqueued> answers =
        queue.enqueue(now("lane", "a"), now("lane", "b"), now("lane", "c"), now("lane", "d"));

    assertThat(answers).filteredOn(Enqueued.Leased.class::isInstance).hasSize(3);
    assertThat(left()).isZero();
    assertThat(queue.one.takePermit("lane"))
        .isEqualTo(new Permit.Later(START.plus(Duration.ofHours(7))));
  }

  @Test
  void whatWasNotUsedIsGivenBackAndWakesTheLane() {
    quota(4);
    queue.enqueue(dueItems("lane", 9));
    List<Lease> leases = queue.claimAll();

    queue.settle(
        new Settlement.Complete(leases.get(0)),
        new Settlement.Fail(leases.get(1), "sent in vain"),
        new Settlement.Fail(leases.get(2), "never sent", null, true));
    queue.one.release(List.of(leases.get(3)));
    assertThat(left()).isEqualTo(2);

    List<Lease> more = queue.claimAll();
    assertThat(more).hasSize(2);
    queue.settle(new Settlement.Complete(more.get(1), null, true));
    assertThat(left()).isEqualTo(1);
    queue.settle(new Settlement.RetryAt(more.get(0), START, "again", true));
    assertThat(queue.settle(new Settlement.RetryAt(more.get(0), START, "again", true))).hasSize(1);
    assertThat(left()).isEqualTo(2);
    assertThat(queue.claimAll()).hasSize(2);
  }

  @Test
  void whatMayHaveBeenUsedIsNotGivenBackThoughItIsTriedAgain() {
    quota(2);
    queue.enqueue(dueItems("lane", 1));

    Lease first = queue.claim(1).getFirst();
    queue.settle(new Settlement.RetryAt(first, START, "unknown", true, false, null));
    assertThat(left()).isEqualTo(1);
    queue.complete(queue.claimAll());

    assertThat(left()).isZero();
  }

  @Test
  void whatWasUsedYesterdayIsNotGivenBackToday() {
    quota(2);
    queue.enqueue(dueItems("lane", 6));
    List<Lease> leases = queue.claimAll();
    queue.advance(Duration.ofHours(8));
    assertThat(queue.claimAll()).hasSize(2);

    queue.one.release(leases);
    assertThat(left()).isZero();
  }

  @Test
  void whatIsTakenOverCountsOnceAndOnTheDayOfItsFirstLease() {
    quota(1);
    queue.enqueue(dueItems("lane", 2));
    queue.claimAll();
    queue.advance(LEASE);

    List<Lease> over = queue.takeOver();
    queue.one.release(over);
    assertThat(left()).isZero();

    over = queue.takeOver();
    queue.settle(new Settlement.RetryAt(over.getFirst(), START, "not sent", true));
    assertThat(left()).isEqualTo(1);
  }

  @Test
  void whatItsCallerBeganAlreadyUsesNoQuotaAndGivesNoneBack() {
    quota(2);
    queue.enqueue(dueItems("lane", 1));
    queue.claimAll();

    Start begun = new Start.InFlight("one", LEASE);
    Lease lease = QueueFixture.leased(queue.enqueue(item("lane", "k", null, begun)).getFirst());
    queue.settle(new Settlement.Fail(lease, "no", null, true));

    assertThat(left()).isEqualTo(1);
  }

  @Test
  void aChangedQuotaHoldsAtOnce() {
    quota(2);
    queue.enqueue(dueItems("lane", 9));
    assertThat(queue.claimAll()).hasSize(2);

    quota(5);
    assertThat(queue.claimAll()).hasSize(3);
    quota(3);
    assertThat(left()).isZero();
    queue.configure(LaneSettings.unpaced("lane"));
    assertThat(left()).isNull();
    assertThat(queue.claimAll()).hasSize(4);
  }

  @Test
  void aZoneFurtherWestMakesTheSameDayLonger() {
    quota(2);
    queue.enqueue(dueItems("lane", 4));
    queue.claimAll();
    ZoneId west = ZoneId.of("America/Los_Angeles");
    queue.configure(LaneSettings.unpaced("lane").withQuota(new DailyQuota(2, west)));

    queue.advance(Duration.ofHours(8));
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofHours(4));
    assertThat(queue.claimAll()).hasSize(2);
  }

  @Test
  void manyAtOnceNeverUseMoreThanTheQuota() throws Exception {
    quota(100);
    queue.enqueue(dueItems("lane", 300));
    List<Lease> leases = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<List<Lease>>> tasks =
          List.of(
              () -> startNow("x"),
              () -> startNow("y"),
              () -> claim(queue.one),
              () -> claim(queue.two));
      for (Future<List<Lease>> task : threads.invokeAll(tasks)) {
        leases.addAll(task.get());
      }
    }
    leases.addAll(queue.claimAll());

    assertThat(leases).hasSize(100);
    assertThat(left()).isZero();
  }

  /** Half of what it gets it gives back. */
  private List<Lease> claim(PostgresWorkQueue instance) {
    List<Lease> kept = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      List<Lease> leases = instance.claim(new ClaimRequest("any", 4, LEASE));
      List<Lease> half = leases.subList(0, leases.size() / 2);
      kept.addAll(leases.subList(half.size(), leases.size()));
      instance.release(half);
    }
    return kept;
  }

  private List<Lease> startNow(String prefix) {
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      if (queue.enqueue(now("lane", prefix + i)).getFirst() instanceof Enqueued.Leased leased) {
        leases.add(leased.lease());
      }
    }
    return leases;
  }

  private void quota(int perDay) {
    queue.configure(LaneSettings.unpaced("lane").withQuota(new DailyQuota(perDay, SAO_PAULO)));
  }

  private @Nullable Integer left() {
    return queue.lane("lane").quotaLeft();
  }
}
