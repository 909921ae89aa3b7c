package dev.chasqui.sender.result;

import dev.chasqui.messaging.Sending;
import dev.chasqui.schemas.Topics;
import dev.chasqui.tracing.Traceparent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes the outbox in order and forgets what the broker has acknowledged. One instance
 * publishes at a time, whoever has the lock; after a crash between the two a result is published
 * again, with the same {@code resultId}.
 */
public final class OutboxPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
  private static final int BATCH = 500;
  private static final int MANY = 50;
  private static final Duration GATHER = Duration.ofMillis(10);

  /** What is gone is walked over by each look at the oldest row until it is vacuumed. */
  private static final int VACUUM_AFTER = 10_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** Any number that no other advisory lock of the database has. */
  private static final long LOCK = 0x6368_6173_7175_6901L;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Producer<byte[], byte[]> producer;
  private final Semaphore work = new Semaphore(0);
  private final Thread thread = Thread.ofPlatform().name("outbox").unstarted(this::run);
  private volatile boolean closed;
  private int gone;

  public OutboxPublisher(
      JdbcClient jdbc, TransactionOperations transactions, Producer<byte[], byte[]> producer) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.producer = producer;
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
  private record Row(long id, String key, byte[] value, @Nullable String trace) {}

  /** Starts publishing. */
  public void start() {
    thread.start();
  }

  /** Says that there is something to publish, so that it need not wait for the next look. */
  public void wake() {
    work.release();
  }

  /** Stops after the batch at hand; the rest is published after the next start. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean failing = false;
    while (!closed) {
      try {
        int published = publishBatch();
        vacuumAfter(published);
        if (failing) {
          failing = false;
          LOG.info("results are published again");
        }
        if (published < BATCH) {
          rest(published);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // An error too: a thread that died of one would leave results unpublished without a word.
        if (!failing) {
          failing = true;
          LOG.warn("results cannot be published, trying on: {}", e.toString());
        }
        restQuietly();
      }
    }
  }

  private void vacuumAfter(int published) {
    gone += published;
    if (gone >= VACUUM_AFTER) {
      gone = 0;
      try {
        jdbc.sql("vacuum (truncate false, skip_locked) sender.outbox").update();
      } catch (RuntimeException e) {
        LOG.debug("the outbox is not vacuumed, which makes it slower: {}", e.toString());
      }
    }
  }

  private int publishBatch() {
    Integer published = transactions.execute(status -> publishLocked());
    return published == null ? 0 : published;
  }

  private int publishLocked() {
    boolean locked =
        jdbc.sql("select pg_try_advisory_xact_lock(?)").param(LOCK).query(Boolean.class).single();
    if (!locked) {
      return 0;
    }
    List<Row> rows = oldest();
    if (!rows.isEmpty()) {
      Sending.sendAll(producer, rows.stream().map(OutboxPublisher::toRecord).toList());
      jdbc.sql("delete from sender.outbox where outbox_id = any(?)")
          .param(rows.stream().map(Row::id).toArray(Long[]::new))
          .update();
    }
    return rows.size();
  }

  private List<Row> oldest() {
    return jdbc.sql(
            "select outbox_id, key, value, trace from sender.outbox order by outbox_id limit ?")
        .param(BATCH)
        .query(
            (row, number) ->
                new Row(
                    row.getLong("outbox_id"),
                    row.getString("key"),
                    row.getBytes("value"),
                    row.getString("trace")))
        .list();
  }

  private static ProducerRecord<byte[], byte[]> toRecord(Row row) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.RESULTS, row.key().getBytes(StandardCharsets.UTF_8), row.value());
    if (row.trace() != null) {
      record.headers().add(Traceparent.HEADER, row.trace().getBytes(StandardCharsets.US_ASCII));
    }
    return record;
  }

  /** Where many come, a few more are worth a moment: each batch costs a commit. */
  private void rest(int published) throws InterruptedException {
    if (published >= MANY) {
      Thread.sleep(GATHER);
    }
    rest();
  }

  private void rest() throws InterruptedException {
    if (work.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      work.drainPermits();
    }
  }

  private void restQuietly() {
    try {
      rest();
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
