package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Items whose work is done, as far as anybody knows, and that wait for news of what came of it. */
class AwaitTest {

  private static final Duration NEWS_WITHIN = Duration.ofMinutes(5);

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void whatAwaitsNewsIsTakenOverAtItsTimeAndNeverClaimed() {
    queue.enqueue(due("lane", "a"));
    Lease first = queue.claim(1).getFirst();

    assertThat(awaitNews(first, "marked")).isEmpty();

    queue.advance(NEWS_WITHIN.minusMillis(1));
    assertThat(queue.claimAll()).isEmpty();
    assertThat(queue.takeOver()).isEmpty();
    queue.advance(Duration.ofMillis(1));
    assertThat(queue.claimAll()).isEmpty();
    Lease second = queue.takeOver().getFirst();
    assertThat(second.takenOver()).isTrue();
    assertThat(second.payload()).asString(StandardCharsets.UTF_8).isEqualTo("marked");
    assertThat(queue.complete(List.of(second))).isEmpty();
    assertThat(queue.column("a", "state")).isEqualTo("3");
  }

  @Test
  void whatIsTakenOverOnlyToAwaitNewsWasNotAttemptedAgain() {
    queue.enqueue(due("lane", "a"));
    queue.claim(1);
    queue.advance(NEWS_WITHIN);

    awaitNews(queue.takeOver().getFirst(), null);

    assertThat(queue.column("a", "attempt")).isEqualTo("1");
    hasten("a");
    assertThat(queue.takeOver()).extracting(Lease::attempt).containsExactly(2);
  }

  @Test
  void theLeaseThatAwaitsNewsIsOver() {
    queue.enqueue(due("lane", "a"));
    Lease lease = queue.claim(1).getFirst();
    awaitNews(lease, null);

    assertThat(queue.complete(List.of(lease))).containsExactly(lease);
    assertThat(awaitNews(lease, null)).containsExactly(lease);

    assertThat(queue.column("a", "state")).isEqualTo("1");
    assertThat(queue.column("a", "reason")).isEqualTo("unknown");
    assertThat(queue.column("a", "payload")).isNotEqualTo("null");
  }

  @Test
  void whatAwaitsNewsFillsItsLaneAndHoldsItsGroup() {
    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 2));
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"));
    queue.enqueue(dueItems("lane", 2));
    List<Lease> leases = queue.claimAll();
    assertThat(keys(leases)).containsExactly("a1", "lane-0");

    awaitNews(leases.getFirst(), null);
    assertThat(queue.claimAll()).isEmpty();
    queue.complete(leases.subList(1, 2));
    List<Lease> next = queue.claimAll();
    assertThat(keys(next)).containsExactly("lane-1");
    queue.complete(next);
    assertThat(queue.claimAll()).isEmpty();

    queue.advance(NEWS_WITHIN);
    queue.complete(queue.takeOver());
    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  @Test
  void newsHastensOnlyWhatAwaitsItAndTellsAllThatFlies() {
    queue.enqueue(due("lane", "awaiting"), due("lane", "owned"), due("lane", "done"));
    List<Lease> leases = queue.claimAll();
    queue.enqueue(due("lane", "waiting"), due("lane", "other"));
    Lease other = queue.claimAll().getLast();
    awaitNews(leases.getFirst(), null);
    awaitNews(other, null);
    queue.complete(leases.subList(2, 3));

    Set<String> flying = hasten("owned", "awaiting", "done", "unknown");

    assertThat(flying).containsExactlyInAnyOrder("owned", "awaiting");
    assertThat(keys(queue.takeOver())).containsExactly("awaiting");
    assertThat(queue.complete(leases.subList(1, 2))).isEmpty();
  }

  @Test
  void newsOfWhatWaitsChangesNothing() {
    queue.enqueue(due("lane", "a", "g"), due("lane", "b", "g"));

    assertThat(hasten("a", "b")).isEmpty();

    assertThat(queue.takeOver()).isEmpty();
    assertThat(keys(queue.claimAll())).containsExactly("a");
  }

  @Test
  void newsOfWhatWaitsForAnotherAttemptIsWantedButChangesNothing() {
    queue.enqueue(due("lane", "a"));
    Lease first = queue.claim(1).getFirst();
    queue.settle(new Settlement.RetryAt(first, queue.now().plusSeconds(9), "unknown", true));

    assertThat(hasten("a")).containsExactly("a");

    assertThat(queue.takeOver()).isEmpty();
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofSeconds(9));
    assertThat(queue.claimAll()).extracting(Lease::takenOver).containsExactly(false);
  }

  @Test
  void whatWasHastenedAndGivenBackIsOfferedAgain() {
    queue.enqueue(due("lane", "a"));
    awaitNews(queue.claim(1).getFirst(), null);
    hasten("a");

    queue.one.release(queue.takeOver());

    assertThat(queue.claimAll()).isEmpty();
    Lease again = queue.takeOver().getFirst();
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(queue.complete(List.of(again))).isEmpty();
  }

  @Test
  void newsThatComesWhileTheLeaseIsBeingEndedHastensIt() throws Exception {
    queue.enqueue(due("lane", "a"));
    Lease lease = queue.claim(1).getFirst();
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection tx = queue.database.dataSource().getConnection()) {
      tx.setAutoCommit(false);
      queue.one.settle(tx, List.of(settlement(lease, null)));

      Future<Set<String>> hastened = threads.submit(() -> hasten("a"));
      await().atMost(Duration.ofSeconds(20)).until(queue::somebodyWaitsForALock);
      tx.commit();

      assertThat(hastened.get(20, SECONDS)).containsExactly("a");
    }
    assertThat(keys(queue.takeOver())).containsExactly("a");
  }

  private List<Lease> awaitNews(Lease lease, @Nullable String payload) {
    return queue.settle(settlement(lease, payload));
  }

  private static Settlement settlement(Lease lease, @Nullable String payload) {
    return new Settlement.Await(
        lease,
        START.plus(NEWS_WITHIN),
        "unknown",
        !lease.takenOver(),
        payload == null ? null : payload.getBytes(StandardCharsets.UTF_8));
  }

  private Set<String> hasten(String... keys) {
    return queue.transaction(tx -> queue.two.hasten(tx, List.of(keys)));
  }
}
