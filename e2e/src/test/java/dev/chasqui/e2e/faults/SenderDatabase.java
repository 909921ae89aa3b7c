package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the senders have written down, and locks that stand in their way. */
final class SenderDatabase {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestDatabase database;
  private final JdbcClient jdbc;

  SenderDatabase(TestDatabase database) {
    this.database = database;
    this.jdbc = JdbcClient.create(database.dataSource());
  }

  /** The commands that are in flight; a key is the account and the command. */
  Set<String> inFlight() {
    return new TreeSet<>(
        jdbc.sql("select split_part(key, ':', 2) from sender.work_item where state = 1")
            .query(String.class)
            .list());
  }

  boolean isInFlight(String commandId) {
    return inFlight().contains(commandId);
  }

  /** Whether a result of the command waits to be published. */
  boolean isUnpublished(String commandId) {
    String sql =
        "select exists (select from sender.outbox where position(?::text::bytea in value) > 0)";
    return jdbc.sql(sql).param(commandId).query(Boolean.class).single();
  }

  /** Waits until a statement that begins so waits for a lock. */
  void awaitBlocked(String statement) {
    String sql = "select query from pg_stat_activity where wait_event_type = 'Lock'";
    Awaitility.await("a statement waits for a lock")
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(jdbc.sql(sql).query(String.class).list())
                    .anySatisfy(it -> assertThat(it).startsWithIgnoringCase(statement)));
  }

  /** Adds finished work until the queue's table has so many bytes. */
  void fillQueueTo(long bytes) {
    String size = "select pg_relation_size('sender.work_item')";
    String fill =
        """
        insert into sender.work_item (key, lane_id, state, attempt, fence, due_at, payload)
        select gen_random_uuid(), 0, 3, 1, 1, now(), convert_to(repeat('full ', 300), 'UTF8')
        from generate_series(1, 1000)
        """;
    while (jdbc.sql(size).query(Long.class).single() < bytes) {
      jdbc.sql(fill).update();
    }
  }

  /** Runs a statement that takes a lock, and keeps the lock until closed. */
  Held hold(String statement) {
    try {
      Connection connection = database.dataSource().getConnection();
      connection.setAutoCommit(false);
      Held held = new Held(connection);
      held.run(statement);
      return held;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Locks that are held. */
  record Held(Connection connection) implements AutoCloseable {

    /** Runs one more statement, which may take one more lock. */
    void run(String sql) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
