package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims that look at a lane while a transaction is changing it, which they can't see yet. */
class WakeUpTest {

  private final QueueFixture queue = QueueFixture.withManualClock();
  private Connection tx = open();
  private List<Lease> leased = List.of();

  @BeforeEach
  void begin() throws SQLException {
    tx.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    tx.close();
    queue.close();
  }

  private Connection open() {
    try {
      return queue.database.dataSource().getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsBeingEnqueuedIsFoundAfterItsCommit() throws SQLException {
    queue.enqueue(due("lane", "first"));
    queue.one.enqueue(tx, List.of(due("lane", "second")));
    assertThat(keys(claimByTwo())).containsExactly("first");
    assertThat(claimByTwo()).isEmpty();

    tx.commit();

    assertThat(keys(claimByTwo())).containsExactly("second");
  }

  /**
   * A claim, here by hand, that somebody disturbed when it began and nobody when it put the lane to
   * sleep: PostgreSQL gives a shared lock that waited for that with the row from before.
   */
  @Test
  void whatIsEnqueuedWhileTheLaneIsPutToSleepIsFoundAfterItsCommit() throws Exception {
    queue.enqueue(due("lane", "first"));
    try (Connection claim = open()) {
      claim.setAutoCommit(false);
      Jdbc.query(tx, "SELECT 1 FROM q.work_lane FOR KEY SHARE", row -> row.getInt(1));
      Jdbc.query(claim, "SELECT 1 FROM q.work_lane FOR NO KEY UPDATE", row -> row.getInt(1));
      Jdbc.update(claim, "UPDATE q.work_item SET state = 1");
      tx.commit();
      Jdbc.update(claim, "UPDATE q.work_lane SET tat_us = 1");
      Jdbc.query(claim, "SELECT 1 FROM q.work_lane FOR UPDATE", row -> row.getInt(1));
      Jdbc.update(claim, "UPDATE q.work_lane SET next_due = 'infinity'");
      CompletableFuture<Void> enqueuing =
          CompletableFuture.runAsync(() -> queue.enqueue(due("lane", "second")));
      await().until(queue::somebodyWaitsForALock);

      claim.commit();
      enqueuing.get(10, TimeUnit.SECONDS);
    }

    assertThat(keys(claimByTwo())).containsExactly("second");
  }

  @Test
  void roomThatIsBeingMadeIsUsedAfterItsCommit() throws SQLException {
    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 1));
    queue.enqueue(dueItems("lane", 2));
    List<Lease> leases = queue.claim(1);
    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 1));
    queue.one.settle(tx, List.of(new Settlement.Complete(leases.getFirst())));
    assertThat(claimByTwo()).isEmpty();

    tx.commit();

    assertThat(keys(claimByTwo())).containsExactly("lane-1");
  }

  @Test
  void whatIsAddedToAFullLaneDoesNotWakeIt() {
    Instant asleep = fullLane();

    queue.enqueue(due("lane", "later"));

    assertThat(queue.nextDue("lane")).isEqualTo(asleep);
  }

  @Test
  void whatIsBeingAddedToAFullLaneIsFoundIfRoomIsMadeMeanwhile() throws SQLException {
    fullLane();
    queue.one.enqueue(tx, List.of(due("lane", "later")));
    queue.complete(leased);
    assertThat(claimByTwo()).isEmpty();

    tx.commit();

    assertThat(keys(claimByTwo())).containsExactly("later");
  }

  /** As an instance of an earlier version does it. */
  @Test
  void roomThatWasMadeWithoutAWordIsFoundByWhatIsAdded() throws SQLException {
    fullLane();
    Jdbc.update(tx, "UPDATE q.work_item SET state = 3");
    tx.commit();

    queue.enqueue(due("lane", "later"));

    assertThat(keys(claimByTwo())).containsExactly("later");
  }

  @Test
  void roomThatIsBeingMadeInAFullLaneIsUsedForWhatIsAddedMeanwhile() throws SQLException {
    fullLane();
    queue.one.settle(tx, List.of(new Settlement.Complete(leased.getFirst())));
    queue.enqueue(due("lane", "later"));
    assertThat(claimByTwo()).isEmpty();

    tx.commit();

    assertThat(keys(claimByTwo())).containsExactly("later");
  }

  @Test
  void aGroupThatIsBeingLetGoIsFoundAfterItsCommit() throws SQLException {
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"), due("lane", "b"));
    List<Lease> leases = queue.claim(1);
    queue.one.settle(tx, List.of(new Settlement.Complete(leases.getFirst())));
    assertThat(claimByTwo()).isEmpty();

    tx.commit();

    assertThat(keys(claimByTwo())).containsExactlyInAnyOrder("a2", "b");
  }

  @Test
  void whatIsEnqueuedBehindAnItemWhoseEndIsBeingWrittenFollowsIt() throws Exception {
    queue.enqueue(due("lane", "a1", "a"));
    queue.one.settle(tx, List.of(new Settlement.Complete(queue.claim(1).getFirst())));
    CompletableFuture<Void> enqueuing =
        CompletableFuture.runAsync(() -> queue.enqueue(due("lane", "a2", "a")));
    await().until(queue::somebodyWaitsForALock);

    tx.commit();
    enqueuing.get(10, TimeUnit.SECONDS);

    assertThat(keys(claimByTwo())).containsExactly("a2");
  }

  @Test
  void theEndOfAnItemBehindWhichOneIsBeingEnqueuedLetsThatBegin() throws Exception {
    queue.enqueue(due("lane", "a1", "a"));
    List<Lease> leases = queue.claim(1);
    queue.one.enqueue(tx, List.of(due("lane", "a2", "a")));
    CompletableFuture<Void> settling = CompletableFuture.runAsync(() -> queue.complete(leases));
    await().until(queue::somebodyWaitsForALock);

    tx.commit();
    settling.get(10, TimeUnit.SECONDS);

    assertThat(keys(claimByTwo())).containsExactly("a2");
  }

  @Test
  void whatEndsDoesNotWaitForWhatIsBeingEnqueuedForOthers() throws Exception {
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"), due("lane", "c1", "c"));
    List<Lease> leases = queue.claim(10);
    queue.one.enqueue(tx, List.of(due("lane", "b1", "b")));

    CompletableFuture.runAsync(
            () -> queue.complete(leases.stream().filter(it -> it.key().equals("c1")).toList()))
        .get(10, TimeUnit.SECONDS);

    assertThat(queue.lane("lane").leased()).isEqualTo(1);
  }

  @Test
  void whatIsKeptWaitingIsLeasedAfterTheTransaction() throws Exception {
    queue.enqueue(due("lane", "leased"));
    queue.claim(1);
    queue.enqueue(due("lane", "waiting"));

    assertThat(queue.one.keepWaiting(tx, List.of("leased", "waiting", "unknown")))
        .containsExactly("waiting");
    CompletableFuture<List<Lease>> claiming = CompletableFuture.supplyAsync(this::claimByTwo);
    await().until(queue::somebodyWaitsForALock);
    assertThat(claiming).isNotDone();
    tx.commit();

    assertThat(keys(claiming.get(10, TimeUnit.SECONDS))).containsExactly("waiting");
  }

  @Test
  void whatIsRolledBackDisturbsNobody() throws SQLException {
    queue.enqueue(due("lane", "first"));
    queue.one.enqueue(tx, List.of(due("lane", "never"), due("lane", "a", "group")));

    tx.rollback();

    assertThat(keys(claimByTwo())).containsExactly("first");
    assertThat(claimByTwo()).isEmpty();
    assertThat(queue.lane("lane").waiting()).isZero();
  }

  @Test
  void quotaThatIsBeingGivenBackIsUsedAfterItsCommit() throws SQLException {
    queue.configure(LaneSettings.unpaced("lane").withQuota(new DailyQuota(1, ZoneOffset.UTC)));
    queue.enqueue(dueItems("lane", 2));
    List<Lease> leases = queue.claim(1);
    queue.one.settle(tx, List.of(new Settlement.Fail(leases.getFirst(), "no", null, true)));
    assertThat(claimByTwo()).isEmpty();

    tx.commit();

    assertThat(keys(claimByTwo())).containsExactly("lane-1");
  }

  @Test
  void whatIsBeingEnqueuedWhileQuotaIsGivenBackIsFoundAfterItsCommit() throws SQLException {
    queue.configure(LaneSettings.unpaced("lane").withQuota(new DailyQuota(1, ZoneOffset.UTC)));
    queue.enqueue(dueItems("lane", 2));
    leased = queue.claim(1);
    queue.transaction(it -> queue.one.cancel(it, List.of("lane-1")));
    queue.one.enqueue(tx, List.of(due("lane", "later")));
    queue.settle(new Settlement.Fail(leased.getFirst(), "no", null, true));
    assertThat(claimByTwo()).isEmpty();

    tx.commit();

    assertThat(keys(claimByTwo())).containsExactly("later");
  }

  @Test
  void whatIsBeingEnqueuedWhileTheOthersWaitForTheirGroupIsFoundAfterItsCommit()
      throws SQLException {
    queue.configure(
        LaneSettings.unpaced("lane").withGroupPace(new GroupPace(Duration.ofSeconds(6), 1)));
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"));
    queue.complete(claimByTwo());
    queue.one.enqueue(tx, List.of(due("lane", "b", "b")));
    assertThat(claimByTwo()).isEmpty();

    tx.commit();

    assertThat(keys(claimByTwo())).containsExactly("b");
    queue.advance(Duration.ofSeconds(6));
    assertThat(keys(claimByTwo())).containsExactly("a2");
  }

  /**
   * A lane with all that may be in flight.
   *
   * @return when the next claim looks at it
   */
  private Instant fullLane() {
    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 1));
    queue.enqueue(due("lane", "first"));
    leased = queue.claim(1);
    return queue.nextDue("lane");
  }

  private List<Lease> claimByTwo() {
    return queue.two.claim(new ClaimRequest("two", 10, LEASE));
  }
}
