package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.QueueFixture.leased;
import static dev.chasqui.workqueue.QueueFixture.now;
import static dev.chasqui.workqueue.WorkerFixture.NEVER;
import static dev.chasqui.workqueue.WorkerFixture.polling;
import static dev.chasqui.workqueue.WorkerFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {

  private final QueueFixture queue = QueueFixture.withRealClock();
  private final WorkerFixture fixture = new WorkerFixture(queue);

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void everythingIsHandledAndRecordedOnce() {
    for (int i = 0; i < 10; i++) {
      queue.enqueue(dueItems("lane" + i, 100));
    }

    try (Worker<String> _ = fixture.start(Lease::key)) {
      await().untilAsserted(() -> assertThat(fixture.recorded).hasSize(1000));
    }

    assertThat(fixture.recordedKeys()).doesNotHaveDuplicates();
    assertThat(fixture.recorded)
        .allMatch(
            h -> h instanceof Handled.Returned<String>(Lease l, String r) && r.equals(l.key()));
    assertThat(fixture.late).isEmpty();
    assertThat(queue.one.stats().ready() + queue.one.stats().leased()).isZero();
  }

  @Test
  void aHandlerThatThrowsIsRecordedAsSuchAndStopsNobody() {
    queue.enqueue(due("lane", "bad"), due("lane", "worse"), due("lane", "good"));

    try (Worker<String> _ =
        fixture.start(
            lease ->
                switch (lease.key()) {
                  case "bad" -> throw new IllegalStateException("bug");
                  case "worse" -> throw new AssertionError("bug");
                  default -> "fine";
                })) {
      await().untilAsserted(() -> assertThat(fixture.recorded).hasSize(3));
    }

    assertThat(queue.column("bad", "reason")).isEqualTo("IllegalStateException");
    assertThat(queue.column("worse", "reason")).isEqualTo("AssertionError");
    assertThat(queue.column("good", "state")).isEqualTo("3");
  }

  @Test
  void aWakeUpSparesTheNextLookAndLeasesCanComeFromElsewhere() {
    try (Worker<String> worker = fixture.start(polling(NEVER), Lease::key)) {
      queue.enqueue(due("lane", "claimed"));
      worker.wake();
      await().untilAsserted(() -> assertThat(fixture.recordedKeys()).containsExactly("claimed"));

      worker.submit(List.of(leased(queue.enqueue(now("other", "handed")).getFirst())));
      await()
          .untilAsserted(
              () -> assertThat(fixture.recordedKeys()).containsExactly("claimed", "handed"));
    }
  }

  @Test
  void noMoreAreInFlightThanThereIsRoomFor() {
    queue.enqueue(dueItems("lane", 50));
    AtomicInteger running = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch open = new CountDownLatch(1);

    try (Worker<String> worker =
        fixture.start(
            settings().withMaxInFlight(5),
            lease -> {
              seen.add(running.incrementAndGet());
              open.await();
              running.decrementAndGet();
              return lease.key();
            })) {
      await().until(() -> running.get() == 5);
      assertThat(worker.room()).isZero();
      open.countDown();
      await().untilAsserted(() -> assertThat(fixture.recorded).hasSize(50));
    }

    assertThat(seen).allMatch(n -> n <= 5);
  }

  @Test
  void whoWaitsForRoomHasItOnceEnoughIsRecordedAndNothingIsLeftToClaim() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    queue.enqueue(dueItems("lane", 8));

    try (Worker<String> worker =
        fixture.start(
            settings().withMaxInFlight(5),
            lease -> {
              open.await();
              return lease.key();
            })) {
      await().until(() -> worker.room() == 0);
      assertThat(worker.awaitRoom(1, Duration.ofMillis(1))).as("in vain").isFalse();

      open.countDown();

      assertThat(worker.awaitRoom(5, Duration.ofSeconds(10))).isTrue();
      assertThat(worker.room()).isEqualTo(5);
      assertThat(queue.lane("lane").waiting()).isZero();
    }
  }

  @Test
  void nothingBeginsBeforeItsTime() {
    queue.configure(new LaneSettings("lane", 50, 1, 100));
    queue.enqueue(dueItems("lane", 20));

    try (Worker<String> _ =
        fixture.start(lease -> Instant.now().isBefore(lease.sendAt()) ? "early" : "in time")) {
      await().untilAsserted(() -> assertThat(fixture.recorded).hasSize(20));
    }

    assertThat(fixture.recorded)
        .allMatch(h -> h instanceof Handled.Returned<String>(_, String r) && r.equals("in time"));
  }

  @Test
  void aPermitThatWentStaleIsGivenBack() {
    queue.configure(new LaneSettings("lane", 50, 1, 100));
    Lease fresh = leased(queue.enqueue(now("lane", "a")).getFirst());
    Lease stale = askedEarlier(fresh, settings().maxLateness());

    try (Worker<String> worker = fixture.start(Lease::key)) {
      worker.submit(List.of(stale));
      await().untilAsserted(() -> assertThat(fixture.recorded).hasSize(1));
    }

    Lease handled = fixture.recorded.element().lease();
    assertThat(handled.fence()).isGreaterThan(stale.fence());
    assertThat(handled.sendAt()).isAfter(stale.sendAt());
    assertThat(handled.attempt()).isEqualTo(1);
  }

  private static Lease askedEarlier(Lease lease, Duration time) {
    return new Lease(
        lease.itemId(),
        lease.lane(),
        lease.key(),
        lease.group(),
        lease.attempt(),
        lease.fence(),
        lease.leasedAt(),
        lease.sendAt(),
        lease.leaseUntil(),
        System.nanoTime() - time.toNanos(),
        lease.paced(),
        lease.payload(),
        lease.takenOver());
  }

  @Test
  void whatAnotherLeftBehindIsTakenOver() {
    queue.enqueue(due("lane", "a"));
    queue.two.claim(new ClaimRequest("crashed", 1, Duration.ofMillis(1)));

    try (Worker<String> _ = fixture.start(Lease::key)) {
      await().untilAsserted(() -> assertThat(fixture.recorded).hasSize(1));
    }

    assertThat(fixture.recorded.element().lease())
        .matches(lease -> lease.takenOver() && lease.attempt() == 2);
  }

  @Test
  void whatCannotBeRecordedHoldsNobodyAndIsTriedAgain() {
    queue.enqueue(dueItems("lane", 20));
    AtomicInteger refused = new AtomicInteger();
    Recorder<String> recorder =
        handled -> {
          boolean bad = handled.stream().anyMatch(h -> h.lease().key().equals("lane-7"));
          if (bad && handled.size() > 1) {
            throw new IllegalStateException("can't record lane-7");
          }
          if (bad && refused.incrementAndGet() < 2) {
            throw new StackOverflowError("nor by itself");
          }
          fixture.record(handled);
        };

    try (Worker<String> _ = new Worker<>(queue.one, settings(), Lease::key, recorder)) {
      await().untilAsserted(() -> assertThat(fixture.recorded).hasSize(20));
    }

    assertThat(fixture.recordedKeys()).doesNotHaveDuplicates().endsWith("lane-7");
  }

  @Test
  void whatIsDoneAndNotRecordedYetIsNotDoneAgainThoughItsLeaseRanOut() {
    queue.enqueue(dueItems("lane", 20));
    AtomicInteger handled = new AtomicInteger();
    AtomicBoolean away = new AtomicBoolean(true);
    Recorder<String> recorder =
        results -> {
          if (away.get()) {
            throw new SQLTransientConnectionException("away");
          }
          fixture.record(results);
        };

    try (Worker<String> _ =
        new Worker<>(
            queue.one,
            polling(Duration.ofMillis(10)).withLease(Duration.ofMillis(500)),
            lease -> lease.key() + handled.incrementAndGet(),
            recorder)) {
      await().until(() -> queue.one.stats().expired() == 20);
      // For some looks at what ran out.
      await().during(Duration.ofMillis(300)).until(() -> queue.one.stats().expired() == 20);
      away.set(false);
      await().untilAsserted(() -> assertThat(fixture.recorded).hasSize(20));
    }

    assertThat(handled).hasValue(20);
    assertThat(fixture.late).isEmpty();
  }

  @Test
  void closeWaitsForWhatIsInFlightAndGivesBackWhatWasNotBegun() {
    queue.enqueue(due("lane", "running"), due("lane", "later"));
    List<Lease> leases = queue.claim(2);
    Lease later = leases.getLast().permitted(Instant.now().plusSeconds(20), false);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Worker<String> worker =
        fixture.start(
            lease -> {
              begun.countDown();
              end.await();
              return lease.key();
            });
    worker.submit(List.of(leases.getFirst(), later));
    await().until(() -> begun.getCount() == 0);

    Thread closing = Thread.ofVirtual().start(worker::close);
    await().until(() -> queue.lane("lane").waiting() == 1);
    assertThat(closing.isAlive()).isTrue();
    end.countDown();
    await().until(() -> !closing.isAlive());

    assertThat(fixture.recordedKeys()).containsExactly("running");
    assertThat(queue.lane("lane").leased()).isZero();
    assertThat(queue.claim(1)).singleElement().matches(lease -> lease.attempt() == 1);
  }

  @Test
  void closeInterruptsAHandlerThatTakesTooLong() {
    queue.enqueue(due("lane", "a"));
    CountDownLatch begun = new CountDownLatch(1);
    Worker<String> worker =
        fixture.start(
            settings().withCloseWithin(Duration.ofMillis(200)),
            lease -> {
              begun.countDown();
              new CountDownLatch(1).await();
              return lease.key();
            });
    await().until(() -> begun.getCount() == 0);

    worker.close();

    assertThat(queue.column("a", "reason")).isEqualTo("InterruptedException");
  }

  @Test
  void aClosedWorkerGivesBackWhatItIsHanded() {
    Worker<String> worker = fixture.start(Lease::key);
    worker.close();

    worker.submit(List.of(leased(queue.enqueue(now("lane", "a")).getFirst())));

    assertThat(queue.lane("lane").waiting()).isEqualTo(1);
    assertThat(queue.two.claim(new ClaimRequest("two", 1, LEASE))).hasSize(1);
  }
}
