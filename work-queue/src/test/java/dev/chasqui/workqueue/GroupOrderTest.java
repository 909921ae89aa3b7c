package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.item;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static dev.chasqui.workqueue.QueueFixture.leased;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupOrderTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aGroupGoesOneByOneWhileOthersGoOn() {
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"), due("lane", "b1", "b"));
    queue.enqueue(due("lane", "a3", "a"), due("lane", "c1"), due("lane", "c2"));

    List<Lease> first = queue.claimAll();
    assertThat(keys(first)).containsExactlyInAnyOrder("a1", "b1", "c1", "c2");

    queue.complete(first);
    List<Lease> second = queue.claimAll();
    assertThat(keys(second)).containsExactly("a2");

    queue.settle(new Settlement.Fail(second.getFirst(), "no"));
    assertThat(keys(queue.claimAll())).containsExactly("a3");
  }

  @Test
  void aGroupWaitsForARetry() {
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"), due("lane", "b1", "b"));
    Lease a1 = queue.claimAll().getFirst();

    queue.settle(new Settlement.RetryAt(a1, START.plusSeconds(60), "busy", true));
    queue.enqueue(due("lane", "b2", null), due("lane", "a3", "a"));

    assertThat(keys(queue.claimAll())).containsExactly("b2");
    queue.advance(Duration.ofSeconds(60));
    List<Lease> again = queue.claimAll();
    assertThat(keys(again)).containsExactly("a1");
    queue.complete(again);
    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  /** A version that locks less may have ended the first one without seeing that others wait. */
  @Test
  void aGroupThatWaitsForNobodyGoesOnWithItsNextItem() {
    queue.enqueue(due("lane", "a1", "a"));
    queue.claim(1);
    queue.enqueue(due("lane", "a2", "a"));
    queue.database.execute("UPDATE q.work_item SET state = 3, lease_until = NULL WHERE key = 'a1'");
    assertThat(queue.claimAll()).isEmpty();

    queue.enqueue(due("lane", "a3", "a"));

    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  @Test
  void nothingStartsNowPastItsGroup() {
    Start now = new Start.Now("one", LEASE);
    List<Enqueued> answers =
        queue.enqueue(
            item("lane", "a1", "a", now),
            item("lane", "a2", "a", now),
            item("lane", "b1", "b", now));

    assertThat(answers)
        .extracting(answer -> answer.getClass().getSimpleName())
        .containsExactly("Leased", "Waiting", "Leased");
    assertThat(queue.claimAll()).isEmpty();
    queue.complete(List.of(leased(answers.getFirst())));
    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  @Test
  void theSameGroupNameInTwoLanesIsTwoGroups() {
    queue.enqueue(due("x", "x1", "g"), due("y", "y1", "g"));

    assertThat(keys(queue.claimAll())).containsExactlyInAnyOrder("x1", "y1");
  }

  @Test
  void aCancelledHeadLetsTheNextGo() {
    queue.enqueue(
        item("lane", "a1", "a", new Start.Due(START.plusSeconds(600))),
        due("lane", "a2", "a"),
        due("lane", "a3", "a"));
    assertThat(queue.claimAll()).isEmpty();

    int cancelled =
        queue.transaction(tx -> queue.two.cancel(tx, Set.of("a1", "a2", "unknown")).size());

    assertThat(cancelled).isEqualTo(2);
    assertThat(keys(queue.claimAll())).containsExactly("a3");
  }

  @Test
  void whatWasTakenOverStillHoldsItsGroup() {
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"));
    queue.claimAll();
    queue.advance(LEASE);

    Lease takenOver = queue.takeOver().getFirst();
    assertThat(queue.claimAll()).isEmpty();

    queue.complete(List.of(takenOver));
    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  @Test
  void aDuplicateHoldsNobody() {
    queue.enqueue(due("lane", "a1", "a"));
    queue.complete(queue.claimAll());

    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"));

    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  @Test
  void whatKeepsNoOrderWaitsForNobodyAndNobodyForIt() {
    queue.enqueue(due("lane", "a1", "a"), unordered("u1"), unordered("u2"), due("lane", "a2", "a"));

    List<Lease> first = queue.claimAll();
    assertThat(keys(first)).containsExactly("a1", "u1", "u2");

    queue.complete(first.subList(0, 1));
    List<Lease> second = queue.claimAll();
    assertThat(keys(second)).containsExactly("a2");
    queue.complete(first.subList(1, 2));
    queue.enqueue(due("lane", "a3", "a"));
    assertThat(queue.claimAll()).isEmpty();
    queue.complete(second);
    List<Lease> third = queue.claimAll();
    assertThat(keys(third)).containsExactly("a3");

    queue.complete(third);
    queue.enqueue(due("lane", "a4", "a"));
    assertThat(keys(queue.claimAll())).containsExactly("a4");
  }

  @Test
  void whatKeepsNoOrderStartsNowBesideItsGroup() {
    Start now = new Start.Now("one", LEASE);
    List<Enqueued> answers =
        queue.enqueue(
            item("lane", "a1", "a", now),
            new NewItem("lane", "u1", "a", false, null, now, null),
            item("lane", "a2", "a", now));

    assertThat(answers)
        .extracting(answer -> answer.getClass().getSimpleName())
        .containsExactly("Leased", "Leased", "Waiting");
    queue.complete(List.of(leased(answers.getFirst())));
    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  private static NewItem unordered(String key) {
    return new NewItem("lane", key, "a", false, null, new Start.Due(START), null);
  }
}
