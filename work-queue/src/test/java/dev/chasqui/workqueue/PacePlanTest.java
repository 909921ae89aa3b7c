package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What paces of groups add to a claim reads indexes, whatever the statistics say. */
class PacePlanTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aClaimReadsAFewDueItemsAndTheirGroupsByIndex() {
    queue.enqueue(QueueFixture.dueItems("lane", 3));
    queue.database.execute("ANALYZE q.work_item; ANALYZE q.work_group");
    queue.database.execute(
        """
        INSERT INTO q.work_item (key, lane_id, attempt, fence, due_at, state, grp)
        SELECT 'k' || n, l.lane_id, 0, 0, timestamptz '%s', 0, 'g' || n
        FROM q.work_lane l, generate_series(1, 100000) n"""
            .formatted(START));
    queue.database.execute(
        """
        INSERT INTO q.work_group (lane_id, grp)
        SELECT l.lane_id, 'g' || n FROM q.work_lane l, generate_series(1, 100000) n""");

    assertPlans("nothing");
    queue.database.execute("ANALYZE q.work_item; ANALYZE q.work_group");
    assertPlans("its own");
  }

  private void assertPlans(String statistics) {
    Long[] lanes = IntStream.range(0, 50).mapToObj(n -> (long) n).toArray(Long[]::new);
    Integer[] counts = IntStream.range(0, 50).mapToObj(_ -> 66).toArray(Integer[]::new);
    String[] keys = IntStream.range(0, 50).mapToObj(n -> "k" + n).toArray(String[]::new);
    String[] groups = IntStream.range(0, 50).mapToObj(n -> "g" + n).toArray(String[]::new);
    Instant[] times = IntStream.range(0, 50).mapToObj(_ -> START).toArray(Instant[]::new);
    assertPlan(statistics, GroupClaims.DUE, "work_item_ready", lanes, counts, START);
    assertPlan(statistics, GroupClaims.PUT_OFF, "work_item_pkey", keys, times);
    assertPlan(statistics, GroupPaces.READ, "work_group_pkey", lanes, groups);
  }

  private void assertPlan(
      String statistics, String sql, String index, @Nullable Object... parameters) {
    String explain = "EXPLAIN (ANALYZE, BUFFERS) ";
    Tables tables = new Tables("q", "(SELECT now FROM q.clock)");
    String plan =
        queue.transaction(
            tx ->
                String.join(
                    "\n",
                    Jdbc.query(
                        tx, explain + tables.sql(sql), row -> row.getString(1), parameters)));
    assertThat(plan)
        .as("%s with statistics of %s", sql, statistics)
        .contains(index)
        .doesNotContain("Seq Scan on work_item", "Seq Scan on work_group");
  }
}
