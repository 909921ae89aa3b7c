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
}
