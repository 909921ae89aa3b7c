package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.Paced.assertPaced;
import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.item;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupPaceTest {

  private static final LaneSettings LANE = LaneSettings.unpaced("lane");

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aGroupSendsItsBurstAndThenAtItsPaceWhileTheOthersOfTheLaneGoOn() {
    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofSeconds(6), 2)));
    queue.enqueue(IntStream.range(0, 200).mapToObj(i -> loose("a" + i, "a")).toList());
    queue.enqueue(due("lane", "b", "b"), due("lane", "none"));

    assertThat(keys(queue.claimAll())).containsExactlyInAnyOrder("a0", "a1", "b", "none");

    for (int i = 2; i < 12; i++) {
      queue.advance(Duration.ofMillis(5900));
      assertThat(queue.claimAll()).isEmpty();
      queue.advance(Duration.ofMillis(100));
      assertThat(keys(queue.claimAll())).containsExactly("a" + i);
    }
  }

  @Test
  void anOrderedGroupKeepsItsOrderAndItsPace() {
    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofSeconds(6), 1)));
    queue.enqueue(due("lane", "first", "g"), due("lane", "second", "g"));

    queue.complete(queue.claimAll());
    assertThat(queue.claimAll()).isEmpty();
    assertThat(queue.nextDue("lane")).isEqualTo(START.plusSeconds(6));
    queue.advance(Duration.ofSeconds(6));

    assertThat(keys(queue.claimAll())).containsExactly("second");
  }

  @Test
  void whatWouldStartNowWaitsForItsGroup() {
    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofSeconds(6), 1)));
    Start now = new Start.Now("one", LEASE);

    queue.complete(List.of(QueueFixture.leased(queue.enqueue(item("lane", "a", "g", now)).get(0))));
    List<Enqueued> next = queue.enqueue(item("lane", "b", "g", now), item("lane", "c", "h", now));

    assertThat(next.get(0)).isEqualTo(new Enqueued.Waiting("b"));
    assertThat(next.get(1)).isInstanceOf(Enqueued.Leased.class);
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofSeconds(6));
    assertThat(keys(queue.claimAll())).containsExactly("b");
  }

  @Test
  void laneAndGroupsHoldTheirPaceTogetherOverRestartsAndInstances() {
    Random random = new Random(7);
    queue.configure(
        new LaneSettings("lane", 20, 4, 100_000)
            .withGroupPace(new GroupPace(Duration.ofMillis(400), 3)));

    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String group = "g" + random.nextInt(10);
      Start start =
          random.nextBoolean() ? new Start.Due(START) : new Start.Now("one", Duration.ofHours(1));
      NewItem item = new NewItem("lane", "k" + i, group, false, null, start, null);
      if (queue.enqueue(item).getFirst() instanceof Enqueued.Leased leased) {
        leases.add(leased.lease());
      }
      PostgresWorkQueue instance = random.nextBoolean() ? queue.one : queue.two;
      leases.addAll(instance.claim(new ClaimRequest("any", 20, Duration.ofHours(1))));
      queue.advance(Duration.ofMillis(random.nextInt(1, 80)));
    }

    assertPaced(leases, 4, 20);
    var groups = leases.stream().collect(groupingBy(Lease::group));
    assertThat(groups).hasSize(10);
    groups.values().forEach(group -> assertPaced(group, 3, 2.5));
    assertThat(leases).hasSizeGreaterThan(230);
  }

  @Test
  void aPausedGroupWaitsAndTheLaneGoesOn() {
    queue.enqueue(due("lane", "a", "a"), due("lane", "b", "b"));
    pauseGroup("a", START.plusSeconds(64));
    pauseGroup("a", START.plusSeconds(4));
    queue.enqueue(loose("more", "a"));
    Start now = new Start.Now("one", LEASE);
    assertThat(keys(queue.claimAll())).containsExactly("b");
    assertThat(queue.enqueue(new NewItem("lane", "now", "a", false, null, now, null)).getFirst())
        .isEqualTo(new Enqueued.Waiting("now"));

    queue.advance(Duration.ofSeconds(63));
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofSeconds(1));

    assertThat(keys(queue.claimAll())).containsExactlyInAnyOrder("a", "more", "now");
  }

  @Test
  void aGroupCanBePausedWithoutEndAndAnUnknownLaneNotAtAll() {
    queue.enqueue(due("lane", "a", "a"));
    pauseGroup("a", Instant.MAX);
    queue.transaction(
        tx -> {
          queue.two.pauseGroup(tx, "unknown", "a", Instant.MAX);
          return true;
        });

    queue.advance(Duration.ofDays(1000));

    assertThat(queue.claimAll()).isEmpty();
    assertThat(queue.one.lane("unknown")).isEmpty();
  }

  @Test
  void thePaceOfGroupsCanBeChangedWhileTheLaneRuns() {
    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofHours(1), 3)));
    queue.enqueue(loose("1", "g"), loose("2", "g"), loose("3", "g"));
    assertThat(queue.claimAll()).hasSize(3);

    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofSeconds(1), 3)));
    queue.enqueue(loose("4", "g"));
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofSeconds(1));

    assertThat(keys(queue.claimAll())).containsExactly("4");
  }

  @Test
  void whatWasPutOffFollowsAQuickerPaceAtOnce() {
    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofHours(1), 1)));
    Start later = new Start.Due(START.plusSeconds(60));
    queue.enqueue(loose("1", "g"), loose("2", "g"), loose("3", "g"), item("lane", "4", "h", later));
    assertThat(keys(queue.claimAll())).containsExactly("1");

    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofSeconds(6), 1)));
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofSeconds(6));
    assertThat(keys(queue.claimAll())).containsExactly("2");

    queue.configure(LANE);
    assertThat(keys(queue.claimAll())).containsExactly("3");
    queue.advance(Duration.ofSeconds(54));
    assertThat(keys(queue.claimAll())).as("has a time of its own").containsExactly("4");
  }

  @Test
  void aMoreGenerousBurstIsInForceAtOnce() {
    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofHours(1), 1)));
    queue.enqueue(loose("1", "g"), loose("2", "g"), loose("3", "g"));
    assertThat(keys(queue.claimAll())).containsExactly("1");

    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofHours(1), 2)));

    assertThat(keys(queue.claimAll())).containsExactly("2");
  }

  @Test
  void groupsThatRestedAreForgottenAndTheOthersAreNot() {
    queue.configure(LANE.withGroupPace(new GroupPace(Duration.ofSeconds(6), 1)));
    queue.enqueue(loose("1", "rests"), loose("2", "paused"));
    queue.claimAll();
    pauseGroup("paused", START.plusSeconds(1000));
    assertThat(groups()).containsExactlyInAnyOrder("rests", "paused");
    queue.one.purge(START, 100);
    assertThat(groups()).hasSize(2);

    queue.advance(Duration.ofSeconds(100));
    queue.one.purge(START, 100);

    assertThat(groups()).containsExactly("paused");
  }

  @Test
  void aLaneWithoutAPaceForGroupsWritesNothingOfThem() {
    queue.enqueue(due("lane", "a", "a"), loose("b", "b"));
    queue.claimAll();

    assertThat(groups()).isEmpty();
  }

  private List<String> groups() {
    return queue.transaction(
        tx -> Jdbc.query(tx, "SELECT grp FROM q.work_group", row -> row.getString("grp")));
  }

  private void pauseGroup(String group, Instant until) {
    queue.transaction(
        tx -> {
          queue.two.pauseGroup(tx, "lane", group, until);
          return true;
        });
  }

  /** An item of a group that has no order. */
  private static NewItem loose(String key, String group) {
    return new NewItem("lane", key, group, false, null, new Start.Due(START), null);
  }
}
