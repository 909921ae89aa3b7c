package dev.chasqui.workqueue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The queue on PostgreSQL, in the tables of {@link WorkQueueSchema}. */
public final class PostgresWorkQueue implements WorkQueue {

  private final DataSource dataSource;
  private final Enqueuing enqueuing;
  private final Claiming claiming;
  private final Settling settling;
  private final Ending ending;
  private final Forwarding forwarding;
  private final Items items;
  private final Watching watching;
  private final LaneChanges changes;

  /**
   * @param dataSource for the methods that are not given a transaction; use a pool
   * @param schema the schema that has the queue's tables, a plain lower-case identifier
   */
  public PostgresWorkQueue(DataSource dataSource, String schema) {
    this(dataSource, new Tables(schema, "clock_timestamp()"), new Random());
  }

  /**
   * @param random makes gaps differ; safe for use by many threads
   */
  PostgresWorkQueue(DataSource dataSource, Tables tables, RandomGenerator random) {
    Lanes lanes = new Lanes(tables, random);
    Groups groups = new Groups(tables);
    GroupPaces paces = new GroupPaces(tables);
    this.dataSource = dataSource;
    this.enqueuing = new Enqueuing(tables, lanes, groups, paces);
    this.claiming = new Claiming(tables, lanes, new GroupClaims(tables, paces));
    this.settling = new Settling(tables, lanes, groups);
    this.ending = new Ending(tables, lanes, groups);
    this.forwarding = new Forwarding(tables, lanes);
    this.items = new Items(tables);
    this.watching = new Watching(tables, paces);
    this.changes = new LaneChanges(tables, lanes, paces);
  }

  @Override
  public List<Enqueued> enqueue(Connection tx, List<NewItem> items) {
    return within("enqueue", tx, () -> enqueuing.enqueue(tx, items));
  }

  @Override
  public List<Lease> claim(ClaimRequest request) {
    Claiming.Look look;
    do {
      look = transaction("claim", tx -> claiming.claim(tx, request));
    } while (look.again(request));
    return look.leases();
  }

  @Override
  public List<Lease> takeOver(ClaimRequest request) {
    return transaction("take over", tx -> claiming.takeOver(tx, request));
  }

  @Override
  public List<Lease> settle(Connection tx, List<Settlement> settlements) {
    return within("settle", tx, () -> settling.settle(tx, settlements));
  }

  @Override
  public void release(List<Lease> leases) {
    transaction("release", tx -> settling.release(tx, leases));
  }

  @Override
  public int releaseOf(Collection<String> owners) {
    return transaction("release what nobody holds", tx -> settling.releaseOf(tx, owners));
  }

  @Override
  public void configure(Connection tx, LaneSettings settings) {
    within("configure", tx, () -> changes.configure(tx, settings));
  }

  @Override
  public void pause(Connection tx, String lane, Instant until) {
    within("pause", tx, () -> watching.pause(tx, lane, until));
  }

  @Override
  public void resume(Connection tx, String lane) {
    within("resume", tx, () -> watching.resume(tx, lane));
  }

  @Override
  public void slowDown(Connection tx, String lane) {
    within("slow down", tx, () -> changes.slowDown(tx, lane));
  }

  @Override
  public void pauseGroup(Connection tx, String lane, String group, Instant until) {
    within("pause a group", tx, () -> changes.pauseGroup(tx, lane, group, until));
  }

  @Override
  public Permit takePermit(String lane) {
    return transaction("take a permit", tx -> changes.takePermit(tx, lane));
  }

  @Override
  public Set<String> hasten(Connection tx, Collection<String> keys) {
    return within("hasten", tx, () -> settling.hasten(tx, keys));
  }

  @Override
  public List<Item> cancel(Connection tx, Collection<String> keys) {
    return within("cancel", tx, () -> ending.cancel(tx, keys));
  }

  @Override
  public Set<String> bringForward(Connection tx, Collection<String> keys) {
    return within("bring forward", tx, () -> forwarding.bringForward(tx, keys));
  }

  @Override
  public List<Item> expire(Connection tx, int limit) {
    return within("expire", tx, () -> ending.expire(tx, limit));
  }

  @Override
  public void keep(Connection tx, Map<String, byte[]> outcomes) {
    within("keep outcomes", tx, () -> settling.keep(tx, outcomes));
  }

  @Override
  public List<Item> find(Collection<String> keys) {
    return look("find items", tx -> items.find(tx, keys));
  }

  @Override
  public List<Item> find(Connection tx, Collection<String> keys) {
    return within("find items", tx, () -> items.find(tx, keys));
  }

  @Override
  public Set<String> keepWaiting(Connection tx, Collection<String> keys) {
    return within("keep items waiting", tx, () -> items.keepWaiting(tx, keys));
  }

  @Override
  public List<Item> waiting(String lane, Item.@Nullable Place after, int limit) {
    return look("list what waits", tx -> items.waiting(tx, lane, after, limit));
  }

  @Override
  public Set<String> busy(Collection<String> lanes) {
    return look("look at lanes", tx -> watching.busy(tx, lanes));
  }

  @Override
  public Set<String> behind(Collection<String> lanes) {
    return look("look at lanes", tx -> watching.behind(tx, lanes));
  }

  @Override
  public Optional<LaneState> lane(String lane) {
    return transaction("look at a lane", tx -> watching.lane(tx, lane));
  }

  @Override
  public QueueLook look(int longest, Collection<String> others) {
    return transaction("look at lanes", tx -> watching.look(tx, longest, others));
  }

  @Override
  public int purge(Instant finishedBefore, int limit) {
    return transaction("purge", tx -> watching.purge(tx, finishedBefore, limit));
  }

  private interface Step<T> {
    T run() throws SQLException;
  }

  private interface Work<T> {
    T run(Connection tx) throws SQLException;
  }

  private static <T> T within(String what, Connection tx, Step<T> step) {
    try {
      if (tx.getAutoCommit()) {
        throw new IllegalArgumentException("To " + what + ", a transaction is needed");
      }
      return step.run();
    } catch (SQLException e) {
      throw new WorkQueueException("Could not " + what, e);
    }
  }

  /** One statement, which is a transaction by itself: one way to the database and back. */
  private <T> T look(String what, Work<T> statement) {
    try (Connection connection = dataSource.getConnection()) {
      return statement.run(connection);
    } catch (SQLException e) {
      throw new WorkQueueException("Could not " + what, e);
    }
  }

  private <T> T transaction(String what, Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false); // a pool sets it back

      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (Throwable e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new WorkQueueException("Could not " + what, e);
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
