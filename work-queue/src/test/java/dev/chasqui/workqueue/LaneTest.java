package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.QueueFixture.item;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void lanesShareAClaimEqually() {
    queue.enqueue(dueItems("big", 1000));
    for (int i = 0; i < 9; i++) {
      queue.enqueue(dueItems("small" + i, 20));
    }

    assertThat(queue.claim(100).stream().collect(groupingBy(Lease::lane, counting())).values())
        .hasSize(10)
        .containsOnly(10L);
  }

  @Test
  void aBacklogDelaysNoOtherLane() {
    queue.enqueue(dueItems("big", 2000));
    queue.claim(10);
    for (int i = 0; i < 100; i++) {
      queue.enqueue(due("small" + i, "s" + i));
    }

    Set<String> seen = new HashSet<>();
    for (int claims = 0; claims < 4; claims++) {
      queue.claim(50).forEach(lease -> seen.add(lease.lane()));
    }

    assertThat(seen).hasSize(101);
  }

  @Test
  void aPausedLaneRestsAndGoesOnByItselfOrWhenResumed() {
    queue.enqueue(dueItems("lane", 3));
    queue.pause("lane", START.plusSeconds(60));
    queue.enqueue(due("lane", "more"), due("other", "other"));
    assertThat(keys(queue.claimAll())).containsExactly("other");
    assertThat(queue.lane("lane").pausedUntil()).isEqualTo(START.plusSeconds(60));

    queue.advance(Duration.ofSeconds(60));
    List<Lease> leases = queue.claim(1);
    assertThat(leases).hasSize(1);

    queue.pause("lane", Instant.MAX);
    queue.complete(leases);
    queue.configure(new LaneSettings("lane", 5, 5, 5));
    queue.advance(Duration.ofDays(1000));
    assertThat(queue.claimAll()).isEmpty();
    assertThat(queue.lane("lane").pausedUntil()).isEqualTo(Instant.MAX);

    queue.resume("lane");
    assertThat(queue.claimAll()).hasSize(3);
    assertThat(queue.lane("lane").pausedUntil()).isNull();
  }

  @Test
  void whatWaitsCanBeCancelledAndWhatIsInFlightCannot() {
    queue.enqueue(due("lane", "flying"));
    queue.claim(1);
    queue.enqueue(due("lane", "waiting"), due("lane", "kept"));

    assertThat(
            queue.<Integer>transaction(
                tx -> queue.one.cancel(tx, List.of("flying", "waiting")).size()))
        .isEqualTo(1);

    assertThat(queue.column("waiting", "payload")).isEqualTo("null");
    assertThat(keys(queue.claimAll())).containsExactly("kept");
  }

  @Test
  void aLaneTellsWhatItIsDoing() {
    queue.configure(new LaneSettings("lane", 50, 7, 9));
    queue.enqueue(due("lane", "a", "g"), due("lane", "b", "g"), due("lane", "c"));
    queue.claim(1);

    LaneState state = queue.lane("lane");

    assertThat(state)
        .isEqualTo(new LaneState(new LaneSettings("lane", 50, 7, 9), null, 2, 1, START, 50, null));
    assertThat(queue.one.lane("unknown")).isEmpty();
    assertThat(queue.one.look(0, List.of("unknown", "lane")).lanes()).containsExactly(state);

    queue.pause("lane", START.plusSeconds(9));
    LaneState paused = queue.lane("lane");
    assertThat(paused.pausedUntil()).isEqualTo(START.plusSeconds(9));
    assertThat(queue.one.look(1, List.of()).lanes()).containsExactly(paused);
  }

  @Test
  void theLanesInWhichMostWaitsAreLookedAt() {
    queue.enqueue(due("x", "x1"), due("y", "y1", "g"), due("y", "y2", "g"), due("y", "y3", "g"));
    queue.enqueue(due("z", "z1"), due("z", "z2"), item("w", "w1", null, new Start.Finished(true)));

    assertThat(waiting(queue.one.look(5, List.of("x"))))
        .isEqualTo(Map.of("x", 1L, "y", 3L, "z", 2L));
    assertThat(waiting(queue.one.look(1, List.of("x", "w"))))
        .isEqualTo(Map.of("y", 3L, "x", 1L, "w", 0L));
    assertThat(queue.one.look(1, List.of()).stats())
        .isEqualTo(new QueueStats(4, 2, 0, 0, START, Duration.ZERO));
  }

  private static Map<String, Long> waiting(QueueLook look) {
    return look.lanes().stream()
        .collect(Collectors.toMap(it -> it.settings().lane(), LaneState::waiting));
  }

  @Test
  void theQueueTellsWhatWaits() {
    assertThat(queue.one.stats()).isEqualTo(new QueueStats(0, 0, 0, 0, null, Duration.ZERO));
    queue.enqueue(due("x", "a", "g"), due("x", "b", "g"), due("y", "c"));
    queue.enqueue(item("y", "later", null, new Start.Due(START.plusSeconds(99))));
    queue.claim(1);
    queue.advance(Duration.ofSeconds(40));

    assertThat(queue.one.look(1, List.of()).stats())
        .isEqualTo(new QueueStats(2, 1, 1, 1, START, Duration.ofSeconds(40)));
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedByName() {
    assertThatThrownBy(() -> new LaneSettings("lane", 0, 1, 1))
        .hasMessageContaining("permitsPerSecond of lane lane");
    assertThatThrownBy(() -> new LaneSettings("lane", 1, 0, 1)).hasMessageContaining("burst");
    assertThatThrownBy(() -> new PostgresWorkQueue(queue.database.dataSource(), "a b; DROP"))
        .hasMessageContaining("identifier");
  }

  @Test
  void aLaneIsBusyWhileSomethingWaitsInItOrItIsPaused() {
    queue.enqueue(due("waits", "w"), due("flies", "f"));
    queue.enqueue(new NewItem("done", "d", null, null, new Start.Finished(true)));
    queue.enqueue(due("paused", "p"));
    List<Lease> leases = queue.claimAll();
    assertThat(keys(leases)).containsExactlyInAnyOrder("w", "f", "p");
    queue.pause("paused", Instant.MAX);
    queue.enqueue(due("waits", "w2"));

    assertThat(queue.two.busy(List.of("waits", "flies", "done", "paused", "unknown")))
        .containsExactlyInAnyOrder("waits", "paused");
  }

  @Test
  void aLaneIsBehindWhileSomethingDueWaitsInItOrItIsPaused() {
    queue.enqueue(due("flies", "f"));
    List<Lease> leases = queue.claimAll();
    assertThat(keys(leases)).containsExactly("f");
    queue.enqueue(
        due("due", "d"),
        QueueFixture.item("later", "l", null, new Start.Due(queue.now().plusSeconds(1))));
    queue.enqueue(due("paused", "p"));
    queue.pause("paused", Instant.MAX);
    List<String> lanes = List.of("flies", "due", "later", "paused", "unknown");

    assertThat(queue.two.behind(lanes)).containsExactlyInAnyOrder("due", "paused");
    queue.advance(Duration.ofSeconds(1));
    assertThat(queue.two.behind(lanes)).containsExactlyInAnyOrder("due", "paused", "later");
  }

  @Test
  void keysAreKnownInEveryStateUntilTheyArePurged() {
    queue.enqueue(due("lane", "waits"), due("lane", "leased"));
    queue.claim(1);
    queue.enqueue(new NewItem("lane", "done", null, null, new Start.Finished(true)));

    assertThat(queue.two.find(List.of("waits", "leased", "done", "never")))
        .extracting(Item::key)
        .containsExactlyInAnyOrder("waits", "leased", "done");
  }

  @Test
  void aShorterPauseDoesNotCutALongerOne() {
    queue.enqueue(due("lane", "item"));
    queue.pause("lane", START.plusSeconds(300));
    queue.pause("lane", START.plusSeconds(2));

    queue.advance(Duration.ofSeconds(10));

    assertThat(queue.claimAll()).isEmpty();
  }

  @Test
  void whatIsGivenUpKeepsItsPayloadOnlyIfAsked() {
    queue.enqueue(List.of(payload("kept"), payload("gone")));
    for (Lease lease : queue.claimAll()) {
      queue.settle(
          new Settlement.Fail(
              lease, "no", lease.key().equals("kept") ? lease.payload() : null, false));
    }

    assertThat(queue.keysWithPayload()).containsExactly("kept");
  }

  private static NewItem payload(String key) {
    return new NewItem("lane", key, null, new byte[] {1}, new Start.Due(START));
  }
}
