package dev.chasqui.inbound.history;

import dev.chasqui.chores.Chore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Forgets messages and statuses that are old, and chats that have none left. Thread-safe. */
public final class HistoryPurge implements Chore.Step {

  private static final int BATCH = 1_000;

  private final HistoryTables tables;
  private final TransactionOperations transactions;
  private final Duration keep;
  private final Clock clock;

  /**
   * @param keep how long a message is kept after it was sent
   */
  public HistoryPurge(
      JdbcClient jdbc, TransactionOperations transactions, Duration keep, Clock clock) {
    this.tables = new HistoryTables(jdbc);
    this.transactions = transactions;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    Instant before = clock.instant().minus(keep);
    boolean moreMessages = inTransaction(() -> tables.forgetMessages(before, BATCH)) == BATCH;
    boolean moreStatuses = inTransaction(() -> tables.forgetStatuses(before, BATCH)) == BATCH;
    boolean moreChats = inTransaction(() -> tables.forgetChats(before, BATCH)) == BATCH;
    return moreMessages || moreStatuses || moreChats;
  }

  private int inTransaction(IntSupplier work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.getAsInt()));
  }
}
