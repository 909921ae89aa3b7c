package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.due;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

class WorkQueueSchemaTest {

  @Test
  void twoServicesHaveTheirOwnQueuesInOneDatabaseByFlyway() throws SQLException {
    TestDatabase database = TestServers.newDatabase();
    for (String schema : List.of("sender", "relay")) {
      Flyway.configure()
          .dataSource(database.dataSource())
          .defaultSchema(schema)
          .locations(WorkQueueSchema.FLYWAY_LOCATION)
          .load()
          .migrate();
    }
    PostgresWorkQueue sender = new PostgresWorkQueue(database.dataSource(), "sender");
    PostgresWorkQueue relay = new PostgresWorkQueue(database.dataSource(), "relay");

    try (Connection tx = database.dataSource().getConnection()) {
      tx.setAutoCommit(false);
      sender.enqueue(tx, List.of(due("lane", "a")));
      tx.commit();
    }

    ClaimRequest request = new ClaimRequest("any", 10, Duration.ofSeconds(1));
    assertThat(relay.claim(request)).isEmpty();
    assertThat(sender.claim(request)).hasSize(1);
  }

  @Test
  void whatWaitedBeforeAMigrationKeepsItsOrderAfterIt() throws SQLException {
    TestDatabase database = TestServers.newDatabase();
    flyway(database).target("0.1").load().migrate();
    database.execute(
        """
        INSERT INTO q.work_lane (lane, pace_us, burst, cap, next_due)
        VALUES ('lane', 0, 1, 100, now());
        INSERT INTO q.work_item (key, lane_id, grp, state, attempt, fence, due_at)
        SELECT v.key, l.lane_id, 'g', v.state, 0, 0, now() FROM q.work_lane l,
          (VALUES ('first', 0), ('second', 2)) v (key, state)""");

    flyway(database).load().migrate();

    PostgresWorkQueue queue = new PostgresWorkQueue(database.dataSource(), "q");
    ClaimRequest request = new ClaimRequest("any", 10, Duration.ofSeconds(1));
    List<Lease> first = queue.claim(request);
    assertThat(QueueFixture.keys(first)).containsExactly("first");
    try (Connection tx = database.dataSource().getConnection()) {
      tx.setAutoCommit(false);
      queue.settle(tx, List.of(new Settlement.Complete(first.getFirst())));
      tx.commit();
    }
    assertThat(QueueFixture.keys(queue.claim(request))).containsExactly("second");
  }

  private static FluentConfiguration flyway(TestDatabase database) {
    return Flyway.configure()
        .dataSource(database.dataSource())
        .defaultSchema("q")
        .locations(WorkQueueSchema.FLYWAY_LOCATION);
  }
}
