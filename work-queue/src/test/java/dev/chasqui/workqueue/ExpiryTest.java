package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExpiryTest {

  private static final Instant SOON = START.plusSeconds(10);

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void whatStillWaitsWhenItsTimeIsOverFailsAndIsReturnedAsItWas() {
    queue.pause("lane", Instant.MAX);
    queue.enqueue(
        expiring("lane", "b", null, SOON),
        expiring("lane", "a", null, SOON.minusSeconds(1)),
        expiring("lane", "later", null, SOON.plusMillis(1)),
        due("lane", "never"));
    queue.advance(Duration.ofSeconds(9).minusMillis(1));
    assertThat(expire(10)).isEmpty();
    queue.advance(Duration.ofSeconds(1).plusMillis(1));

    List<Item> expired = expire(10);

    assertThat(expired).extracting(Item::key).containsExactly("a", "b");
    assertThat(expired)
        .allMatch(it -> it.state() == Item.State.WAITING && it.reason() == null)
        .allSatisfy(
            it -> assertThat(it.payload()).asString(UTF_8).isEqualTo("work of " + it.key()));
    assertThat(queue.one.find(List.of("a", "b")))
        .hasSize(2)
        .allMatch(it -> it.state() == Item.State.FAILED && "expired".equals(it.reason()))
        .allMatch(it -> it.payload() == null && queue.now().equals(it.finishedAt()));
    assertThat(expire(10)).isEmpty();
    assertThat(queue.lane("lane").waiting()).isEqualTo(2);
  }

  @Test
  void whatIsInFlightOrFinishedDoesNotExpire() {
    queue.enqueue(expiring("lane", "flying", null, SOON), expiring("lane", "done", null, SOON));
    queue.enqueue(expiring("lane", "awaiting", null, SOON));
    List<Lease> leases = queue.claimAll();
    queue.complete(leases.stream().filter(it -> it.key().equals("done")).toList());
    queue.advance(Duration.ofSeconds(20));

    assertThat(expire(10)).isEmpty();

    Lease flying =
        leases.stream().filter(it -> it.key().equals("flying")).findFirst().orElseThrow();
    queue.settle(new Settlement.RetryAt(flying, queue.now(), "busy", true));
    assertThat(expire(10)).extracting(Item::key).containsExactly("flying");
  }

  @Test
  void aHeadThatExpiresLetsTheNextGoAndWakesItsLane() {
    queue.enqueue(
        new NewItem("lane", "a1", "a", true, null, new Start.Due(START.plusSeconds(600)), SOON),
        expiring("lane", "a2", "a", SOON),
        due("lane", "a3", "a"),
        due("lane", "a4", "a"));
    assertThat(queue.claimAll()).isEmpty();
    queue.advance(Duration.ofSeconds(10));

    assertThat(expire(10)).extracting(Item::key).containsExactlyInAnyOrder("a1", "a2");

    assertThat(keys(queue.claimAll())).containsExactly("a3");
  }

  @Test
  void whatExpiresBehindItsGroupLeavesTheHeadAlone() {
    queue.enqueue(
        due("lane", "a1", "a"), expiring("lane", "a2", "a", SOON), due("lane", "a3", "a"));
    List<Lease> head = queue.claimAll();
    queue.advance(Duration.ofSeconds(10));

    assertThat(expire(10)).extracting(Item::key).containsExactly("a2");

    assertThat(queue.claimAll()).isEmpty();
    queue.complete(head);
    assertThat(keys(queue.claimAll())).containsExactly("a3");
  }

  @Test
  void itemsExpireInPortionsTheLongestOverFirst() {
    queue.enqueue(
        IntStream.range(0, 5)
            .mapToObj(n -> expiring("lane-" + n % 2, "k" + n, null, SOON.minusSeconds(n)))
            .toList());
    queue.advance(Duration.ofSeconds(10));

    assertThat(expire(2)).extracting(Item::key).containsExactly("k4", "k3");
    assertThat(expire(2)).extracting(Item::key).containsExactly("k2", "k1");
    assertThat(expire(2)).extracting(Item::key).containsExactly("k0");
  }

  @Test
  @Timeout(60)
  void nothingExpiresTwiceAndNobodyIsLockedOut() throws Exception {
    List<NewItem> items = new ArrayList<>();
    for (int n = 0; n < 2000; n++) {
      // In the opposite order of the lanes' ids, and each lane in every portion.
      items.add(expiring("lane-" + n % 20, "k" + n, n % 3 == 0 ? "g" : null, SOON.minusMillis(n)));
    }
    queue.enqueue(items);
    queue.advance(Duration.ofSeconds(10));
    List<String> expired = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        PostgresWorkQueue instance = i % 2 == 0 ? queue.one : queue.two;
        tasks.add(() -> expireAll(instance));
      }
      tasks.add(() -> cancelled(items.subList(0, 300)));
      tasks.add(() -> cancelled(items.subList(150, 450).reversed()));
      for (Future<List<String>> task : threads.invokeAll(tasks, 50, SECONDS)) {
        expired.addAll(task.get());
      }
    }

    assertThat(expired).doesNotHaveDuplicates().hasSize(2000);
  }

  /** Until nothing waits, since another one may have the last of it under way. */
  private List<String> expireAll(PostgresWorkQueue instance) {
    List<String> keys = new ArrayList<>();
    while (instance.stats().ready() + instance.stats().held() > 0) {
      List<Item> some = queue.transaction(tx -> instance.expire(tx, 70));
      some.forEach(it -> keys.add(it.key()));
    }
    return keys;
  }

  private List<String> cancelled(List<NewItem> items) {
    List<String> keys = new ArrayList<>();
    for (int from = 0; from < items.size(); from += 50) {
      List<String> some = items.subList(from, from + 50).stream().map(NewItem::key).toList();
      List<Item> cancelled = queue.transaction(tx -> queue.two.cancel(tx, some));
      cancelled.forEach(it -> keys.add(it.key()));
    }
    return keys;
  }

  private List<Item> expire(int limit) {
    return queue.transaction(tx -> queue.two.expire(tx, limit));
  }

  private static NewItem expiring(String lane, String key, @Nullable String group, Instant at) {
    return new NewItem(
        lane, key, group, true, ("work of " + key).getBytes(UTF_8), new Start.Due(START), at);
  }
}
