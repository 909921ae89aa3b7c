package dev.chasqui.inbound.history;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Marks messages as read, as the results of read marks do. Thread-safe. */
public final class ReadMarks {

  private final HistoryWriter writer;
  private final Clock clock;

  public ReadMarks(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
    this.writer = new HistoryWriter(new HistoryTables(jdbc), transactions);
    this.clock = clock;
  }

  /**
   * Marks a message, and with it all before it in its chat.
   *
   * @param waId WhatsApp's id of an inbound message
   */
  public void mark(long accountId, String waId) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    writer.write(List.of(ResultNotes.readMark(accountId, waId, now)));
  }
}
