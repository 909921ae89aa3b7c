package dev.chasqui.workqueue;

import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The queue on PostgreSQL, in the tables of {@link WorkQueueSchema}. */
public final class PostgresWorkQueue implements WorkQueue {

  /**
   * @param dataSource for the methods that are not given a transaction; use a pool
   * @param schema the schema that has the queue's tables, a plain lower-case identifier
   */
  public PostgresWorkQueue(DataSource dataSource, String schema) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Enqueued> enqueue(Connection tx, List<NewItem> items) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Lease> claim(ClaimRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Lease> takeOver(ClaimRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Lease> settle(Connection tx, List<Settlement> settlements) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void release(List<Lease> leases) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void configure(Connection tx, LaneSettings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pause(String lane, Instant until) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resume(String lane) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int cancel(Connection tx, Collection<String> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LaneState> lane(String lane) {
    throw new UnsupportedOperationException();
  }

  @Override
  public QueueStats stats() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int purge(Instant finishedBefore, int limit) {
    throw new UnsupportedOperationException();
  }
}
