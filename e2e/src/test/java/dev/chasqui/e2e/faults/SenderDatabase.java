package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the senders have written down, and locks that stand in their way. */
final class SenderDatabase {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final long COMMITTING = 4711;

  private static final String BULKY = "convert_to(repeat('full ', 300), 'UTF8')";

  private final TestDatabase database;
  private final JdbcClient jdbc;

  SenderDatabase(TestDatabase database) {
    this.database = database;
    this.jdbc = JdbcClient.create(database.dataSource());
  }

  /** The commands that are in flight; a key is the account and the command. */
  Set<String> inFlight() {
    return leasedTo("");
  }

  /**
   * The commands that are in flight and that a process sends, the owners' names of which begin so.
   */
  Set<String> leasedTo(String process) {
    String sql =
        """
        select split_part(key, ':', 2) from sender.work_item
        where state = 1 and starts_with(coalesce(owner, ''), ?)""";
    return new TreeSet<>(jdbc.sql(sql).param(process).query(String.class).list());
  }

  boolean isInFlight(String commandId) {
    return inFlight().contains(commandId);
  }

  /** How many of these commands the queue has. */
  long known(Collection<String> commandIds) {
    String sql = "select count(*) from sender.work_item where split_part(key, ':', 2) = any (?)";
    return jdbc.sql(sql).param(commandIds.toArray(String[]::new)).query(Long.class).single();
  }

  /** How many commands have not ended. */
  long unfinished() {
    String sql = "select count(*) from sender.work_item where finished_at is null";
    return jdbc.sql(sql).query(Long.class).single();
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

  /** Adds finished work until the queue's table has so many bytes; returns how many it has. */
  long growQueueTo(long bytes) {
    while (queueSize() < bytes) {
      jdbc.sql(insertFinished(BULKY) + " from generate_series(1, 1000)").update();
    }
    return queueSize();
  }

  private static String insertFinished(String payload) {
    return """
        insert into sender.work_item (key, lane_id, state, attempt, fence, due_at, payload)
        select gen_random_uuid(), 0, 3, 1, 1, now(), %s"""
        .formatted(payload);
  }

  private long queueSize() {
    return jdbc.sql("select pg_relation_size('sender.work_item')").query(Long.class).single();
  }

  /**
   * Adds finished work until there is room for no more, on any page, where the table cannot grow.
   */
  void useUpQueue() {
    jdbc.sql("vacuum (truncate off) sender.work_item").update();
    addUntilRefused(BULKY);
    addUntilRefused("null");
  }

  private void addUntilRefused(String payload) {
    jdbc.sql(
            """
            do $$ begin
              loop
                begin %s; exception when others then exit; end;
              end loop;
            end $$"""
                .formatted(insertFinished(payload)))
        .update();
  }

  /** Writes to the write-ahead log until its present file is between two sizes, in bytes. */
  void writeLogBetween(long above, long below) {
    String written = "select file_offset from pg_walfile_name_offset(pg_current_wal_insert_lsn())";
    String write = "select pg_logical_emit_message(false, 'test', repeat('x', 65536))::text";
    long offset = jdbc.sql(written).query(Long.class).single();
    while (offset <= above || offset >= below) {
      var _ = jdbc.sql(write).query(String.class).single();
      offset = jdbc.sql(written).query(Long.class).single();
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

  /**
   * Holds transactions at their commit in which an insert, or an update, leases something. They go
   * on when closed, whether their client is there or not.
   */
  HeldCommits holdCommits(String leasing) {
    Held held = hold("select pg_advisory_lock(" + COMMITTING + ")");
    jdbc.sql(
            """
            create function sender.hold_commit() returns trigger language plpgsql as $$ begin
              perform pg_advisory_xact_lock_shared(%d); return null; end $$;
            create constraint trigger hold_commit after %s on sender.work_item
              deferrable initially deferred for each row when (new.attempt = 1 and new.state = 1)
              execute function sender.hold_commit()"""
                .formatted(COMMITTING, leasing))
        .update();
    return new HeldCommits(held, jdbc);
  }

  /** Commits that are held. */
  record HeldCommits(Held held, JdbcClient jdbc) implements AutoCloseable {

    @Override
    public void close() {
      held.run("select pg_advisory_unlock(" + COMMITTING + ")");
      held.close();
      jdbc.sql("drop function sender.hold_commit() cascade").update();
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
