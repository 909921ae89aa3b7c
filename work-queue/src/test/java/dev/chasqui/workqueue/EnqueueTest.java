package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.item;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static dev.chasqui.workqueue.QueueFixture.leased;
import static dev.chasqui.workqueue.QueueFixture.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnqueueTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void anItemIsClaimedWithAllThatWasEnqueued() {
    assertThat(queue.enqueue(due("lane", "a", "chat"))).containsExactly(new Enqueued.Waiting("a"));

    Lease lease = queue.claim(10).getFirst();

    assertThat(lease.lane()).isEqualTo("lane");
    assertThat(lease.key()).isEqualTo("a");
    assertThat(lease.group()).isEqualTo("chat");
    assertThat(lease.payload()).asString(StandardCharsets.UTF_8).isEqualTo("work of a");
    assertThat(lease.attempt()).isEqualTo(1);
    assertThat(lease.takenOver()).isFalse();
    assertThat(lease.sendAt()).isEqualTo(START);
    assertThat(lease.leaseUntil()).isEqualTo(START.plus(LEASE));
    assertThat(queue.claim(10)).isEmpty();
  }

  @Test
  void anItemWithoutPayloadComesBackWithoutOne() {
    queue.enqueue(new NewItem("lane", "a", null, null, new Start.Due(START)));

    assertThat(queue.claim(1).getFirst().payload()).isNull();
  }

  @Test
  void aKnownKeyIsLeftAloneInWhateverState() {
    queue.enqueue(due("lane", "waiting"), due("lane", "waiting"));
    Lease done = leased(queue.enqueue(item("free", "done", null, inFlight())).getFirst());
    queue.complete(List.of(done));

    assertThat(queue.enqueue(due("other", "waiting"), due("lane", "done"), now("x", "done")))
        .containsExactly(
            new Enqueued.Duplicate("waiting"),
            new Enqueued.Duplicate("done"),
            new Enqueued.Duplicate("done"));
    assertThat(keys(queue.claimAll())).containsExactly("waiting");
  }

  @Test
  void ofTheSameKeyTwiceInABatchTheFirstIsTaken() {
    NewItem twice = now("lane", "a");

    List<Enqueued> answers = queue.enqueue(twice, twice);

    assertThat(answers.getFirst()).isInstanceOf(Enqueued.Leased.class);
    assertThat(answers.getLast()).isEqualTo(new Enqueued.Duplicate("a"));
  }

  @Test
  void aRollbackLeavesNothing() throws SQLException {
    try (Connection tx = queue.database.dataSource().getConnection()) {
      tx.setAutoCommit(false);
      queue.one.enqueue(tx, List.of(due("lane", "a"), now("lane", "b")));
      tx.rollback();
    }

    assertThat(queue.claimAll()).isEmpty();
    assertThat(queue.one.lane("lane")).isEmpty();
    assertThat(queue.enqueue(due("lane", "a"))).containsExactly(new Enqueued.Waiting("a"));
  }

  @Test
  void aTransactionIsNeeded() throws SQLException {
    try (Connection connection = queue.database.dataSource().getConnection()) {
      assertThatThrownBy(() -> queue.one.enqueue(connection, List.of(due("lane", "a"))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anItemForLaterWaitsForItsTime() {
    queue.enqueue(item("lane", "later", null, new Start.Due(START.plusSeconds(60))));
    assertThat(queue.claim(1)).isEmpty();

    queue.advance(Duration.ofSeconds(59));
    assertThat(queue.claim(1)).isEmpty();
    queue.advance(Duration.ofSeconds(1));
    assertThat(keys(queue.claim(1))).containsExactly("later");
  }

  @Test
  void whatWasAttemptedBeforeItWasWrittenKeepsItsCount() {
    queue.enqueue(item("lane", "a", null, new Start.RetryAt(START.plusSeconds(5), 1)));

    queue.advance(Duration.ofSeconds(5));

    assertThat(queue.claim(1).getFirst().attempt()).isEqualTo(2);
  }

  @Test
  void whatIsFinishedIsOnlyRecorded() {
    assertThat(
            queue.enqueue(
                item("lane", "ok", null, new Start.Finished(true)),
                item("lane", "bad", null, new Start.Finished(false))))
        .containsExactly(new Enqueued.Recorded("ok"), new Enqueued.Recorded("bad"));

    assertThat(queue.claimAll()).isEmpty();
    assertThat(queue.column("ok", "state")).isEqualTo("3");
    assertThat(queue.column("bad", "state")).isEqualTo("4");
    assertThat(queue.column("ok", "payload")).isEqualTo("null");
  }

  @Test
  void whatStartsNowIsLeasedAtOnceAndLikeAnyOther() {
    Lease lease = leased(queue.enqueue(now("lane", "a")).getFirst());

    assertThat(lease.attempt()).isEqualTo(1);
    assertThat(lease.sendAt()).isEqualTo(START);
    assertThat(queue.claimAll()).isEmpty();
    assertThat(queue.lane("lane").leased()).isEqualTo(1);
    assertThat(queue.complete(List.of(lease))).isEmpty();
    assertThat(queue.lane("lane").leased()).isZero();
  }

  @Test
  void nothingStartsNowPastABacklogAPauseOrTheCap() {
    queue.configure(new LaneSettings("capped", LaneSettings.UNPACED, 1, 1));
    queue.configure(LaneSettings.unpaced("paused"));
    queue.pause("paused", START.plusSeconds(10));
    queue.enqueue(due("backlog", "first"));

    assertThat(
            queue.enqueue(
                now("backlog", "b"), now("paused", "p"), now("capped", "c1"), now("capped", "c2")))
        .extracting(answer -> answer.getClass().getSimpleName())
        .containsExactly("Waiting", "Waiting", "Leased", "Waiting");
  }

  @Test
  void aRetryThatWaitsIsNoBacklog() {
    queue.enqueue(item("lane", "retry", null, new Start.RetryAt(START.plusSeconds(60), 1)));

    assertThat(queue.enqueue(now("lane", "a")).getFirst()).isInstanceOf(Enqueued.Leased.class);
  }

  @Test
  void whatIsInFlightIsLeasedWhateverTheLaneSays() {
    queue.configure(new LaneSettings("lane", 1, 1, 1));
    queue.pause("lane", START.plusSeconds(10));

    assertThat(
            queue.enqueue(item("lane", "a", "g", inFlight()), item("lane", "b", "g", inFlight())))
        .allSatisfy(answer -> assertThat(answer).isInstanceOf(Enqueued.Leased.class));
  }

  private static Start inFlight() {
    return new Start.InFlight("one", LEASE);
  }
}
