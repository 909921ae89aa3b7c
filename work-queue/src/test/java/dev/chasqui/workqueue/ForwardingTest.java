package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for a later time is made due now. */
class ForwardingTest {

  private static final Instant LATER = START.plus(Duration.ofHours(12));

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  private Set<String> bringForward(String... keys) {
    return queue.transaction(tx -> queue.one.bringForward(tx, List.of(keys)));
  }

  private static NewItem later(String key, String group) {
    return new NewItem("lane", key, group, null, new Start.Due(LATER));
  }

  @Test
  void whatWaitedForLaterIsLeasedAtOnceAndTheRestIsLeftAlone() {
    queue.enqueue(later("a", "x"), later("b", "y"), due("other", "leased"));
    List<Lease> before = queue.claim(10);
    assertThat(keys(before)).containsExactly("leased");

    assertThat(bringForward("a", "leased", "unknown")).containsExactly("a");

    assertThat(keys(queue.claim(10))).containsExactly("a");
    assertThat(queue.nextDue("lane")).isEqualTo(LATER);
    assertThat(queue.complete(before)).isEmpty();
  }

  @Test
  void whatIsHeldBehindItsGroupStaysBehindIt() {
    queue.enqueue(later("first", "x"), later("second", "x"));

    assertThat(bringForward("first", "second")).containsExactly("first");

    List<Lease> first = queue.claim(10);
    assertThat(keys(first)).containsExactly("first");
    queue.complete(first);
    assertThat(keys(queue.claim(10))).isEmpty();
    assertThat(bringForward("second")).containsExactly("second");
    assertThat(keys(queue.claim(10))).containsExactly("second");
  }

  @Test
  void aPausedLaneStaysPausedAndWhatIsDueAlreadyIsNotMoved() {
    queue.enqueue(later("a", "x"), due("lane", "b"));
    queue.pause("lane", Instant.MAX);

    assertThat(bringForward("a", "b")).containsExactly("a");

    assertThat(queue.claim(10)).isEmpty();
    queue.resume("lane");
    assertThat(keys(queue.claim(10))).containsExactlyInAnyOrder("a", "b");
  }
}
