package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.START;
import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages of what waits in a lane. */
class WaitingTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void whatIsDueFirstComesFirstAndOfThatWhatWasEnqueuedFirst() {
    queue.enqueue(
        item("lane", "late", null, new Start.Due(START.plusSeconds(5))),
        due("lane", "z1", "g"),
        due("lane", "y2", "g"),
        due("lane", "x3"),
        due("other", "elsewhere"));
    queue.enqueue(item("lane", "soon", "g", new Start.Due(START.plusSeconds(1))));

    assertThat(pages("lane", 2)).containsExactly("z1", "y2", "x3", "soon", "late");
    assertThat(pages("unknown", 2)).isEmpty();
  }

  @Test
  void whatFliesOrIsFinishedDoesNotWait() {
    queue.enqueue(due("lane", "done"), due("lane", "flying"), due("lane", "cancelled"));
    queue.enqueue(due("lane", "a"), due("lane", "b"));
    queue.complete(queue.claim(1));
    queue.claim(1);
    queue.transaction(tx -> queue.one.cancel(tx, List.of("cancelled")));

    assertThat(pages("lane", 10)).containsExactly("a", "b");
    assertThat(page("lane", null, 10))
        .allMatch(it -> it.state() == Item.State.WAITING && it.lane().equals("lane"));
  }

  @Test
  void aPageGoesOnWhereTheLastOneEndedWhateverHappensMeanwhile() {
    queue.enqueue(QueueFixture.dueItems("lane", 6));
    Item.Place after = page("lane", null, 3).getLast().place();

    Lease first = queue.claim(1).getFirst();
    queue.complete(queue.claim(2));
    queue.advance(Duration.ofDays(1));
    queue.one.purge(queue.now(), 10);
    queue.settle(new Settlement.RetryAt(first, queue.now(), "again", true));

    assertThat(page("lane", after, 10))
        .extracting(Item::key)
        .containsExactly("lane-3", "lane-4", "lane-5", "lane-0");
  }

  /** As the planner sees it with no statistics, with those of a small table, and with its own. */
  @Test
  void aPageOfALongBacklogReadsTheIndexesAlone() {
    queue.enqueue(QueueFixture.dueItems("lane", 3));
    fill(0, 100_000, "3, NULL, now()");
    fill(100_000, 50_000, "0, NULL, NULL");
    fill(150_000, 50_000, "2, 'g', NULL");

    assertPlan("nothing");
    queue.database.execute("ANALYZE q.work_item");
    assertPlan("its own");

    Item.Place middle = new Item.Place(START.plusMillis(120_000), Long.MAX_VALUE);
    assertThat(page("lane", middle, 2)).extracting(Item::key).containsExactly("k120001", "k120002");
    assertThat(page("lane", new Item.Place(START.plusMillis(180_000), Long.MAX_VALUE), 1))
        .extracting(Item::key)
        .containsExactly("k180001");
  }

  private void fill(int from, int count, String stateGroupFinished) {
    queue.database.execute(
        """
        INSERT INTO q.work_item (key, lane_id, attempt, fence, due_at, payload, state, grp,
                                 finished_at)
        SELECT 'k' || n, l.lane_id, 0, 0, timestamptz '%s' + n * interval '1 ms', 'x', %s
        FROM q.work_lane l, generate_series(%d, %d) n"""
            .formatted(START, stateGroupFinished, from, from + count - 1));
  }

  private void assertPlan(String statistics) {
    String page = explain(Items.WAITING, "lane", null, null, 50, "lane", null, null, 50, 50);
    assertThat(page)
        .as("a page with statistics of " + statistics)
        .contains("work_item_ready", "work_item_held")
        .doesNotContain("Seq Scan on work_item", "Bitmap", "work_item_finished");
    String expired = explain(Ending.EXPIRED.formatted("i.lane_id", ""), 50);
    assertThat(expired)
        .as("what expires with statistics of " + statistics)
        .contains("work_item_expiry")
        .doesNotContain("Seq Scan on work_item");
  }

  private String explain(String sql, @Nullable Object... parameters) {
    return queue.transaction(
        tx ->
            String.join(
                "\n",
                Jdbc.query(
                    tx,
                    "EXPLAIN (ANALYZE, BUFFERS) "
                        + new Tables("q", "(SELECT now FROM q.clock)").sql(sql),
                    row -> row.getString(1),
                    parameters)));
  }

  private List<String> pages(String lane, int size) {
    List<String> keys = new ArrayList<>();
    List<Item> page = page(lane, null, size);
    while (!page.isEmpty()) {
      page.forEach(it -> keys.add(it.key()));
      page = page(lane, page.getLast().place(), size);
    }
    return keys;
  }

  private List<Item> page(String lane, Item.@Nullable Place after, int size) {
    return queue.two.waiting(lane, after, size);
  }
}
