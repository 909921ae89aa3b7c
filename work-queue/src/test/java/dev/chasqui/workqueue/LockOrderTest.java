package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.item;
import static dev.chasqui.workqueue.QueueFixture.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for another holds nothing that the other may want. */
class LockOrderTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void whoWaitsForANewLaneHoldsNoOther() throws Exception {
    whileTheLaneNewIsBeingCreated(due("old", "o1", "g"), due("new", "n1", "g"));

    assertThat(keys(queue.claimAll())).containsExactlyInAnyOrder("first", "o0", "o1", "n1");
  }

  @Test
  void norIfThatIsOnlyForTheRecord() throws Exception {
    whileTheLaneNewIsBeingCreated(
        due("old", "o1", "g"), item("new", "n1", null, new Start.Finished(false)));

    assertThat(keys(queue.claimAll())).containsExactlyInAnyOrder("first", "o0", "o1");
  }

  /** Also where the planner, as long as the table is small, finds the items in another order. */
  @Test
  void whoEndsItemsLocksThemInTheOrderOfTheirKeys() throws Exception {
    queue.enqueue(due("lane", "z", "z"));
    queue.enqueue(due("lane", "a", "a"));
    List<Lease> leases = queue.claim(2);
    try (Connection tx = open();
        Connection ending = open()) {
      Jdbc.update(ending, "SET LOCAL enable_nestloop = off");
      Jdbc.update(ending, "SET LOCAL enable_indexscan = off");
      Jdbc.update(ending, "SET LOCAL enable_bitmapscan = off");
      queue.one.enqueue(tx, List.of(due("lane", "a2", "a")));
      CompletableFuture<List<Lease>> lost =
          CompletableFuture.supplyAsync(
              () ->
                  queue.two.settle(
                      ending, leases.stream().<Settlement>map(Settlement.Complete::new).toList()));
      await().until(queue::somebodyWaitsForALock);

      queue.one.enqueue(tx, List.of(due("lane", "z2", "z")));
      tx.commit();

      assertThat(lost.get(10, TimeUnit.SECONDS)).isEmpty();
      ending.commit();
    }
    assertThat(keys(queue.claimAll())).containsExactlyInAnyOrder("a2", "z2");
  }

  @Test
  void soDoesWhoReleasesThem() throws Exception {
    queue.enqueue(due("lane", "z"), due("lane", "a"));
    Map<String, Lease> leases =
        queue.claim(2).stream().collect(Collectors.toMap(Lease::key, Function.identity()));
    // For the second instance, which has not connected yet: no plan of its finds them in that
    // order.
    queue.database.execute(
        """
        DO $$ DECLARE way text; BEGIN
          FOREACH way IN ARRAY '{nestloop, mergejoin, indexscan, bitmapscan}'::text[] LOOP
            EXECUTE format('ALTER DATABASE %I SET enable_%s = off', current_database(), way);
          END LOOP;
        END $$""");
    try (Connection tx = open()) {
      complete(tx, leases.get("a"));
      CompletableFuture<Void> released =
          CompletableFuture.runAsync(() -> queue.two.release(List.copyOf(leases.values())));
      await().until(queue::somebodyWaitsForALock);

      complete(tx, leases.get("z"));
      tx.commit();

      assertThat(released).succeedsWithin(Duration.ofSeconds(10));
    }
    assertThat(queue.claimAll()).isEmpty();
  }

  private void complete(Connection tx, @Nullable Lease lease) {
    assertThat(
            queue.one.settle(tx, List.of(new Settlement.Complete(Objects.requireNonNull(lease)))))
        .isEmpty();
  }

  /** Its items are ready again, and a claim locks those in the order in which they are stored. */
  @Test
  void whoEndsLostLeasesLeavesWhatIsReadyToClaims() throws Exception {
    queue.enqueue(due("lane", "z"), due("lane", "a"), due("lane", "m"));
    List<Lease> lost = queue.claim(3);
    queue.advance(QueueFixture.LEASE);
    for (Lease taken : queue.takeOver()) {
      queue.settle(new Settlement.RetryAt(taken, queue.now(), "again", true));
    }
    try (Connection tx = open()) {
      Jdbc.query(tx, "SELECT key FROM q.work_item FOR NO KEY UPDATE", row -> row.getString(1));

      assertThat(
              CompletableFuture.supplyAsync(() -> queue.complete(lost)).get(10, TimeUnit.SECONDS))
          .hasSize(3);
      tx.rollback();
    }
    assertThat(keys(queue.claimAll())).containsExactlyInAnyOrder("z", "a", "m");
  }

  /** As a row's newer version can make them wait, which no test can bring about. */
  @ParameterizedTest
  @ValueSource(strings = {"work_lane", "work_item"})
  void whoLocksWhatIsFreeFindsNothingWhereItWouldHaveToWait(String locked) throws Exception {
    queue.enqueue(due("lane", "taken"), due("lane", "ready"));
    queue.claim(1);
    queue.advance(QueueFixture.LEASE);
    try (Connection tx = open()) {
      Jdbc.update(tx, "LOCK TABLE q." + locked + " IN ACCESS EXCLUSIVE MODE");

      CompletableFuture<List<Lease>> found =
          CompletableFuture.supplyAsync(
              () -> locked.equals("work_lane") ? queue.claim(1) : queue.takeOver());

      assertThat(found.get(10, TimeUnit.SECONDS)).isEmpty();
      tx.rollback();
    }

    assertThat(keys(queue.claim(1))).containsExactly("ready");
    assertThat(keys(queue.takeOver())).containsExactly("taken");
  }

  @Test
  void whoDoesNotWaitInASettlementWaitsAsBeforeAfterIt() throws SQLException {
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"));
    List<Lease> leases = queue.claim(1);
    try (Connection tx = open()) {
      Jdbc.update(tx, "SET LOCAL lock_timeout = '7s'");

      assertThat(queue.one.settle(tx, List.of(new Settlement.Complete(leases.getFirst()))))
          .isEmpty();

      assertThat(Jdbc.query(tx, "SHOW lock_timeout", row -> row.getString(1)))
          .containsExactly("7s");
      tx.commit();
    }
    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  @Test
  void alsoWhereItHasToBeginAgain() throws Exception {
    queue.enqueue(due("lane", "a1", "a"), due("lane", "a2", "a"), due("lane", "b"));
    Lease lease =
        queue.claim(2).stream().filter(it -> it.key().equals("a1")).findFirst().orElseThrow();
    try (Connection other = open();
        Connection tx = open()) {
      Jdbc.update(tx, "SET LOCAL lock_timeout = '7s'");
      queue.one.pause(other, "lane", QueueFixture.START);
      CompletableFuture<List<Lease>> lost =
          CompletableFuture.supplyAsync(
              () -> queue.one.settle(tx, List.of(new Settlement.Complete(lease))));
      await().until(queue::somebodyWaitsForALock);

      other.commit();

      assertThat(lost.get(10, TimeUnit.SECONDS)).isEmpty();
      assertThat(Jdbc.query(tx, "SHOW lock_timeout", row -> row.getString(1)))
          .containsExactly("7s");
      tx.commit();
    }
    assertThat(keys(queue.claimAll())).containsExactly("a2");
  }

  /** Whoever creates it wants the lane "old" as well, only a little later. */
  private void whileTheLaneNewIsBeingCreated(NewItem... items) throws Exception {
    queue.enqueue(due("old", "o0", "other"));
    try (Connection tx = open()) {
      queue.one.enqueue(tx, List.of(due("new", "first", "h")));
      CompletableFuture<List<Enqueued>> other =
          CompletableFuture.supplyAsync(() -> queue.enqueue(items));
      await().until(queue::somebodyWaitsForALock);

      queue.one.pause(tx, "old", QueueFixture.START);
      tx.commit();

      assertThat(other.get(10, TimeUnit.SECONDS)).hasSize(items.length);
    }
  }

  private Connection open() throws SQLException {
    Connection tx = queue.database.dataSource().getConnection();
    tx.setAutoCommit(false);
    return tx;
  }
}
