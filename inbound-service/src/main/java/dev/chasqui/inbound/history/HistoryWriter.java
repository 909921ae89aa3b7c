package dev.chasqui.inbound.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps what notes tell. Thread-safe; several instances may write at once. */
final class HistoryWriter {

  /** Each time another transaction was done in between; so many in a row are none's fault. */
  private static final int MOST_TRIES = 50;

  private final HistoryTables tables;
  private final TransactionOperations transactions;

  HistoryWriter(HistoryTables tables, TransactionOperations transactions) {
    this.tables = tables;
    this.transactions = transactions;
  }

  /**
   * Keeps all or nothing, in a transaction of its own.
   *
   * @param notes each {@linkplain Note#isNamedWell() named well}
   */
  void write(List<Note> notes) {
    Map<MessageKey, Long> found = new HashMap<>();
    for (int i = 0; i < MOST_TRIES && !notes.isEmpty(); i++) {
      HistoryWrite write = new HistoryWrite(tables, notes, found);
      if (isDone(write)) {
        return;
      }
      if (write.elsewhere().isEmpty()) {
        // The chats themselves have changed, so what was seen of them may be wrong.
        found.clear();
      }
      found.putAll(write.elsewhere());
    }
    if (!notes.isEmpty()) {
      throw new ConcurrencyFailureException("The chats have changed at each try");
    }
  }

  private boolean isDone(HistoryWrite write) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean done = write.run();
              if (!done) {
                status.setRollbackOnly();
              }
              return done;
            }));
  }
}
