package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.LEASE;
import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.item;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads on two instances of the queue and one database: what every queue must hold. */
class WorkQueueConformanceTest {

  private static final int LANES = 200;
  private static final int GROUPS = 5;
  private static final int ENOUGH = 4000;

  private final QueueFixture queue = QueueFixture.withRealClock();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    queue.close();
  }

  /** An end of work on an item, as seen by the thread that did it. */
  private record Worked(Lease lease, long begun, long ended) {}

  @Test
  @Timeout(120)
  void nothingIsLostNothingIsDoubledAndGroupsKeepTheirOrder() throws Exception {
    int items = 20_000;
    int producers = 4;
    AtomicInteger left = new AtomicInteger(items);
    ConcurrentLinkedQueue<Worked> worked = new ConcurrentLinkedQueue<>();
    Map<String, Integer> retried = new ConcurrentHashMap<>();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int p = 0; p < producers; p++) {
      int mine = p;
      tasks.add(() -> produce(mine, producers, items, left, worked, retried));
    }
    for (PostgresWorkQueue instance : List.of(queue.one, queue.two)) {
      tasks.add(() -> consume(instance, left, worked, retried));
      tasks.add(() -> consume(instance, left, worked, retried));
    }

    for (Future<Boolean> task : threads.invokeAll(endingAllOnFailure(tasks, left))) {
      assertThat(task.get()).isTrue();
    }

    assertThat(worked).extracting(w -> w.lease().key()).doesNotHaveDuplicates().hasSize(items);
    assertThat(retried).isNotEmpty();
    assertThat(queue.one.stats())
        .matches(stats -> stats.ready() + stats.held() + stats.leased() == 0);
    assertOrdered(worked);
  }

  /** The others would wait for what one that failed has left undone. */
  private static List<Callable<Boolean>> endingAllOnFailure(
      List<Callable<Boolean>> tasks, AtomicInteger left) {
    return tasks.stream()
        .<Callable<Boolean>>map(
            task ->
                () -> {
                  try {
                    return task.call();
                  } catch (Exception | Error e) {
                    left.set(0);
                    throw e;
                  }
                })
        .toList();
  }

  private boolean produce(
      int mine,
      int producers,
      int items,
      AtomicInteger left,
      Collection<Worked> worked,
      Map<String, Integer> retried)
      throws InterruptedException {
    Random random = new Random(mine);
    for (int from = 0; from < items / producers; from += 50) {
      List<NewItem> batch =
          IntStream.range(from, from + 50).mapToObj(n -> newItem(mine, n, random)).toList();
      List<Enqueued> answers = queue.enqueue(batch);
      long begun = System.nanoTime();
      List<Lease> leases =
          answers.stream()
              .filter(Enqueued.Leased.class::isInstance)
              .map(QueueFixture::leased)
              .toList();
      settle(leases, begun, left, worked, retried);
      assertThat(queue.enqueue(batch)).allMatch(Enqueued.Duplicate.class::isInstance);
    }
    return true;
  }

  /** Each group has one producer, so that its order is known. */
  private static NewItem newItem(int producer, int n, Random random) {
    String lane = "lane-" + random.nextInt(LANES);
    String group = random.nextInt(4) == 0 ? null : producer + "-" + random.nextInt(GROUPS);
    Start start = random.nextBoolean() ? new Start.Due(Instant.EPOCH) : new Start.Now("any", LEASE);
    return item(lane, "%d-%06d".formatted(producer, n), group, start);
  }

  private boolean consume(
      PostgresWorkQueue instance,
      AtomicInteger left,
      Collection<Worked> worked,
      Map<String, Integer> retried)
      throws InterruptedException {
    while (left.get() > 0) {
      List<Lease> leases = instance.claim(new ClaimRequest("any", 100, LEASE));
      settle(leases, System.nanoTime(), left, worked, retried);
    }
    return true;
  }

  /** Completes the leases, except that every tenth item is tried twice. */
  private void settle(
      List<Lease> leases,
      long begun,
      AtomicInteger left,
      Collection<Worked> worked,
      Map<String, Integer> retried) {
    List<Settlement> settlements = new ArrayList<>();
    for (Lease lease : leases) {
      if (lease.key().endsWith("7") && retried.putIfAbsent(lease.key(), 1) == null) {
        settlements.add(new Settlement.RetryAt(lease, Instant.EPOCH, "again", true));
      } else {
        settlements.add(new Settlement.Complete(lease));
        worked.add(new Worked(lease, begun, System.nanoTime()));
      }
    }
    assertThat(queue.settle(settlements)).isEmpty();
    settlements.stream()
        .filter(Settlement.Complete.class::isInstance)
        .forEach(_ -> left.decrementAndGet());
  }

  private static void assertOrdered(Collection<Worked> worked) {
    Map<String, List<Worked>> groups = new HashMap<>();
    for (Worked one : worked) {
      if (one.lease().group() != null) {
        String group = one.lease().lane() + "/" + one.lease().group();
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(one);
      }
    }
    assertThat(groups).hasSizeGreaterThan(100);
    groups.forEach(
        (name, members) -> {
          members.sort(Comparator.comparing(w -> w.lease().key()));
          for (int i = 1; i < members.size(); i++) {
            assertThat(members.get(i).begun())
                .as("%s after %s in %s", members.get(i), members.get(i - 1), name)
                .isGreaterThan(members.get(i - 1).ended());
          }
        });
  }

  @Test
  @Timeout(60)
  void noWakeUpIsMissed() throws Exception {
    for (int round = 0; round < 150; round++) {
      String key = "k" + round;
      boolean last = round % 2 == 0;
      Future<List<Lease>> claimed = threads.submit(() -> claimUntilFound(queue.two));
      Future<List<Enqueued>> enqueued =
          threads.submit(
              () -> queue.enqueue(item("lane", key, last ? null : "group", new Start.Due(START))));

      assertThat(enqueued.get()).hasSize(1);
      List<Lease> leases = claimed.get(20, TimeUnit.SECONDS);
      assertThat(QueueFixture.keys(leases)).containsExactly(key);
      assertThat(queue.complete(leases)).isEmpty();
    }
  }

  @Test
  @Timeout(60)
  void aCapOfOneIsHeldAndEverySettlementLetsTheNextGo() throws Exception {
    queue.configure(new LaneSettings("lane", LaneSettings.UNPACED, 1, 1));
    queue.enqueue(QueueFixture.dueItems("lane", 200));
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger left = new AtomicInteger(200);
    Callable<Boolean> worker =
        () -> {
          while (left.get() > 0) {
            List<Lease> leases = queue.two.claim(new ClaimRequest("any", 10, LEASE));
            assertThat(inFlight.addAndGet(leases.size())).isLessThanOrEqualTo(1);
            inFlight.addAndGet(-leases.size());
            queue.complete(leases);
            left.addAndGet(-leases.size());
          }
          return true;
        };

    for (Future<Boolean> task : threads.invokeAll(List.of(worker, worker, worker))) {
      assertThat(task.get()).isTrue();
    }
  }

  @Test
  @Timeout(60)
  void noPaceAndNoQuotaIsExceededByManyAtOnce() throws Exception {
    queue.configure(
        new LaneSettings("lane", 400, 20, 100_000)
            .withGroupPace(new GroupPace(Duration.ofMillis(200), 3))
            .withQuota(new DailyQuota(900, whereItIsNoon())));
    AtomicInteger number = new AtomicInteger();
    ConcurrentLinkedQueue<Lease> leases = new ConcurrentLinkedQueue<>();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (PostgresWorkQueue instance : List.of(queue.one, queue.two)) {
      tasks.add(() -> enqueueUntil(instance, number, leases));
      tasks.add(() -> enqueueUntil(instance, number, leases));
      tasks.add(() -> claimUntil(instance, number, leases));
      tasks.add(() -> claimUntil(instance, number, leases));
    }

    for (Future<Boolean> task : threads.invokeAll(tasks)) {
      assertThat(task.get()).isTrue();
    }

    assertThat(leases).extracting(Lease::key).doesNotHaveDuplicates().hasSizeBetween(100, 900);
    Paced.assertPaced(leases, 20, 400);
    Map<String, List<Lease>> groups = new HashMap<>();
    leases.forEach(
        it -> groups.computeIfAbsent(requireNonNull(it.group()), _ -> new ArrayList<>()).add(it));
    groups.values().forEach(group -> Paced.assertPaced(group, 3, 5));
  }

  /** So that the day does not end during the test. */
  private static ZoneOffset whereItIsNoon() {
    return ZoneOffset.ofHours(12 - Instant.now().atOffset(ZoneOffset.UTC).getHour());
  }

  private boolean enqueueUntil(
      PostgresWorkQueue instance, AtomicInteger number, Collection<Lease> leases) {
    while (number.get() < ENOUGH) {
      List<NewItem> batch =
          IntStream.range(0, 10).mapToObj(_ -> loose(number.incrementAndGet())).toList();
      queue.transaction(tx -> instance.enqueue(tx, batch)).stream()
          .filter(Enqueued.Leased.class::isInstance)
          .forEach(it -> leases.add(QueueFixture.leased(it)));
    }
    return true;
  }

  private static NewItem loose(int n) {
    Start start = n % 3 == 0 ? new Start.Now("any", LEASE) : new Start.Due(START);
    return new NewItem("lane", "k" + n, "g" + n % 100, n % 2 == 0, null, start, null);
  }

  private static boolean claimUntil(
      PostgresWorkQueue instance, AtomicInteger number, Collection<Lease> leases) {
    while (number.get() < ENOUGH) {
      leases.addAll(instance.claim(new ClaimRequest("any", 50, LEASE)));
    }
    return true;
  }

  private static List<Lease> claimUntilFound(PostgresWorkQueue instance) {
    List<Lease> leases = List.of();
    while (leases.isEmpty() && !Thread.currentThread().isInterrupted()) {
      leases = instance.claim(new ClaimRequest("any", 10, LEASE));
    }
    return leases;
  }
}
