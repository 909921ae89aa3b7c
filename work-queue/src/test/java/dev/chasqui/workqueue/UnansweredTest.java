package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.QueueFixture.item;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leases of transactions that were committed, and whose answer was lost. */
@Timeout(120)
class UnansweredTest {

  /** Nothing runs out while a test runs. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private final QueueFixture queue = QueueFixture.withRealClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void whatNobodyHoldsIsDueAgainAsIfItHadNotBeenLeased() {
    queue.configure(
        new LaneSettings("lane", LaneSettings.UNPACED, 1, 10)
            .withQuota(new DailyQuota(100, ZoneOffset.UTC)));
    queue.enqueue(due("lane", "a", "g"), due("lane", "b", "g"), due("lane", "c"));
    Lease lost = claim("lost").getFirst();
    assertThat(lost.key()).isEqualTo("a");

    assertThat(queue.two.releaseOf(List.of("lost", "nobody"))).isEqualTo(2);

    assertThat(queue.settle(new Settlement.Complete(lost))).containsExactly(lost);
    assertThat(queue.lane("lane").quotaLeft()).isEqualTo(100);
    List<Lease> again = queue.claim(10);
    assertThat(keys(again)).containsExactlyInAnyOrder("a", "c");
    assertThat(again).allMatch(lease -> lease.attempt() == 1 && !lease.takenOver());
  }

  @Test
  void whatIsNoLongerTheirsOrEndedIsLeftAlone() {
    queue.enqueue(dueItems("lane", 3));
    List<Lease> leases = claim("lost");
    queue.settle(
        new Settlement.Complete(leases.get(0)),
        new Settlement.Await(leases.get(1), queue.now().plus(LEASE), "unknown", true, null));
    queue.transaction(
        tx ->
            Jdbc.update(
                tx, "UPDATE q.work_item SET lease_until = clock_timestamp() WHERE key = 'lane-2'"));
    assertThat(keys(queue.takeOver())).contains("lane-2");

    assertThat(queue.one.releaseOf(List.of("lost"))).isZero();

    assertThat(queue.claimAll()).isEmpty();
  }

  private List<Lease> claim(String owner) {
    return queue.one.claim(new ClaimRequest(owner, 10, LEASE));
  }

  /** Two workers; some of their commits go unanswered, and of enqueues with leases. */
  @Test
  void nothingIsTakenForBegunAndNothingIsDoneTwice() {
    int items = 300;
    CountDownLatch never = new CountDownLatch(1);
    Queue<Lease> handled = new ConcurrentLinkedQueue<>();
    WorkerFixture fixture = new WorkerFixture(queue);
    Handler<String> handler =
        lease -> {
          handled.add(lease);
          if (lease.key().endsWith("7")) {
            // Held while the worker looks for what nobody holds.
            var _ = never.await(300, TimeUnit.MILLISECONDS);
          }
          return lease.key();
        };
    queue.enqueue(dueItems("due", items));
    AtomicInteger lost = new AtomicInteger();

    try (Worker<String> one = new Worker<>(losing(lost), small("one"), handler, fixture);
        Worker<String> _ = new Worker<>(losing(lost), small("two"), handler, fixture)) {
      for (int i = 0; i < 20; i++) {
        enqueue(one, i, i % 3 == 0);
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(fixture.recorded).hasSizeGreaterThanOrEqualTo(items + 200));
    }

    assertThat(lost).hasPositiveValue();
    assertThat(handled).extracting(Lease::key).doesNotHaveDuplicates().hasSize(items + 200);
    assertThat(handled).allMatch(lease -> lease.attempt() == 1 && !lease.takenOver());
    assertThat(queue.one.stats().ready() + queue.one.stats().leased()).isZero();
  }

  private static WorkerSettings small(String owner) {
    return new WorkerSettings(
        owner,
        20,
        10,
        LONG,
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(100),
        Duration.ofSeconds(10));
  }

  private PostgresWorkQueue losing(AtomicInteger lost) {
    AtomicInteger commits = new AtomicInteger();
    DataSource source =
        UnansweredCommits.of(
            queue.database.dataSource(),
            () -> commits.incrementAndGet() % 5 == 0 && lost.incrementAndGet() > 0);
    return new PostgresWorkQueue(source, "q");
  }

  /** Ten items that are to start at once; the caller learns of their leases unless that is lost. */
  private void enqueue(Worker<String> worker, int batch, boolean lost) {
    String owner = worker.newOwner();
    List<NewItem> items =
        IntStream.range(0, 10)
            .mapToObj(i -> "now-%d-%d".formatted(batch, i))
            .map(key -> item("now", key, null, new Start.Now(owner, LONG)))
            .toList();
    List<Enqueued> enqueued = queue.enqueue(items);
    if (lost) {
      worker.unanswered(owner);
    } else {
      worker.submit(
          enqueued.stream()
              .filter(Enqueued.Leased.class::isInstance)
              .map(QueueFixture::leased)
              .toList());
    }
  }
}
