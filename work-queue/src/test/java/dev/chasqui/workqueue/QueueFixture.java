package dev.chasqui.workqueue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One database and two instances of the queue, each with its own pool, as in two processes. The
 * database's clock stands still until a test moves it, unless it is the real one.
 */
final class QueueFixture implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-21T20:00:00Z");
  static final Duration LEASE = Duration.ofSeconds(30);

  final TestDatabase database;
  final PostgresWorkQueue one;
  final PostgresWorkQueue two;
  private final HikariDataSource poolOne;
  private final HikariDataSource poolTwo;
  private final Random random = new Random(42);
  private Instant now = START;

  private QueueFixture(TestDatabase database, String now) {
    this.database = database;
    transaction(
        database.dataSource(),
        tx -> {
          WorkQueueSchema.create(tx, "q");
          return true;
        });
    database.execute(
        "CREATE TABLE q.clock (now timestamptz); INSERT INTO q.clock VALUES ('" + START + "')");
    poolOne = pool();
    poolTwo = pool();
    one = new PostgresWorkQueue(poolOne, new Tables("q", now), random);
    two = new PostgresWorkQueue(poolTwo, new Tables("q", now), random);
  }

  static QueueFixture withManualClock() {
    return new QueueFixture(TestServers.newDatabase(), "(SELECT now FROM q.clock)");
  }

  static QueueFixture withRealClock() {
    return withRealClock(TestServers.newDatabase());
  }

  /** Looking at the clock takes it a while, and so does whatever needs to know the time. */
  static QueueFixture withSlowDatabase() {
    return new QueueFixture(
        TestServers.newDatabase(), "(SELECT clock_timestamp() FROM pg_sleep(0.15))");
  }

  static QueueFixture withRealClock(TestDatabase database) {
    return new QueueFixture(database, "clock_timestamp()");
  }

  private HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.dataSource());
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(1000);
    return new HikariDataSource(config);
  }

  Instant now() {
    return now;
  }

  void advance(Duration step) {
    now = now.plus(step);
    transaction(tx -> Jdbc.update(tx, "UPDATE q.clock SET now = ?", now));
  }

  /** What runs in a transaction. */
  interface Work<T> {
    T run(Connection tx) throws SQLException;
  }

  <T> T transaction(Work<T> work) {
    return transaction(poolOne, work);
  }

  private static <T> T transaction(javax.sql.DataSource source, Work<T> work) {
    try (Connection tx = source.getConnection()) {
      tx.setAutoCommit(false);
      try {
        T result = work.run(tx);
        tx.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Enqueued> enqueue(NewItem... items) {
    return enqueue(List.of(items));
  }

  List<Enqueued> enqueue(List<NewItem> items) {
    return transaction(tx -> one.enqueue(tx, items));
  }

  List<Lease> settle(Settlement... settlements) {
    return settle(List.of(settlements));
  }

  List<Lease> settle(List<Settlement> settlements) {
    return transaction(tx -> one.settle(tx, settlements));
  }

  List<Lease> complete(Collection<Lease> leases) {
    return settle(leases.stream().<Settlement>map(Settlement.Complete::new).toList());
  }

  List<String> keysWithPayload() {
    return transaction(
        tx -> {
          String sql = "SELECT key FROM q.work_item WHERE payload IS NOT NULL ORDER BY key";
          return Jdbc.query(tx, sql, row -> row.getString(1));
        });
  }

  void pause(String lane, Instant until) {
    transaction(
        tx -> {
          two.pause(tx, lane, until);
          return true;
        });
  }

  void resume(String lane) {
    transaction(
        tx -> {
          one.resume(tx, lane);
          return true;
        });
  }

  void configure(LaneSettings settings) {
    transaction(
        tx -> {
          one.configure(tx, settings);
          return true;
        });
  }

  List<Lease> claim(int limit) {
    return one.claim(new ClaimRequest("one", limit, LEASE));
  }

  /** Claims until nothing more is to be had. */
  List<Lease> claimAll() {
    List<Lease> all = new ArrayList<>();
    List<Lease> some = claim(100);
    while (!some.isEmpty()) {
      all.addAll(some);
      some = claim(100);
    }
    return all;
  }

  List<Lease> takeOver() {
    return two.takeOver(new ClaimRequest("two", 100, LEASE));
  }

  static NewItem due(String lane, String key) {
    return due(lane, key, null);
  }

  static NewItem due(String lane, String key, @Nullable String group) {
    return item(lane, key, group, new Start.Due(START));
  }

  static NewItem now(String lane, String key) {
    return item(lane, key, null, new Start.Now("one", LEASE));
  }

  static NewItem item(String lane, String key, @Nullable String group, Start start) {
    return new NewItem(
        lane, key, group, ("work of " + key).getBytes(StandardCharsets.UTF_8), start);
  }

  static List<NewItem> dueItems(String lane, int count) {
    return IntStream.range(0, count).mapToObj(i -> due(lane, lane + "-" + i)).toList();
  }

  static List<String> keys(Collection<Lease> leases) {
    return leases.stream().map(Lease::key).toList();
  }

  static Lease leased(Enqueued enqueued) {
    return ((Enqueued.Leased) enqueued).lease();
  }

  /** When a claim looks at the lane again. */
  Instant nextDue(String lane) {
    return transaction(
        tx ->
            Jdbc.query(
                    tx,
                    "SELECT next_due FROM q.work_lane WHERE lane = ?",
                    row -> Jdbc.requiredTime(row, "next_due"),
                    lane)
                .getFirst());
  }

  LaneState lane(String lane) {
    return one.lane(lane).orElseThrow();
  }

  /** Whether somebody in this database waits until another one's transaction has ended. */
  boolean somebodyWaitsForALock() {
    String sql =
        """
        SELECT EXISTS (SELECT FROM pg_stat_activity
                       WHERE wait_event_type = 'Lock' AND datname = current_database())""";
    return transaction(tx -> Jdbc.query(tx, sql, row -> row.getBoolean(1)).getFirst());
  }

  @Nullable String column(String key, String column) {
    return transaction(
        tx ->
            Jdbc.query(
                    tx,
                    "SELECT " + column + "::text AS it FROM q.work_item WHERE key = ?",
                    row -> Objects.requireNonNullElse(row.getString("it"), "null"),
                    key)
                .getFirst());
  }

  @Override
  public void close() {
    poolOne.close();
    poolTwo.close();
  }
}
