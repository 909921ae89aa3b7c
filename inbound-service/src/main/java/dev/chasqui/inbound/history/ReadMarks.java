package dev.chasqui.inbound.history;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Marks messages as read, as the results of read marks do. Thread-safe. */
public final class ReadMarks {

  /** Never better than what is known of the chat. */
  private static final Seen NOTHING_NEW = new Seen(0, Instant.EPOCH, "");

  private final JdbcClient jdbc;
  private final HistoryWriter writer;
  private final Clock clock;

  public ReadMarks(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
    this.jdbc = jdbc;
    this.writer = new HistoryWriter(new HistoryTables(jdbc), transactions);
    this.clock = clock;
  }

  /**
   * Marks a message, and with it all before it; nothing happens if the chat is gone.
   *
   * @param waId WhatsApp's id of an inbound message of the chat
   */
  public void mark(long accountId, long chatId, String waId) {
    List<Note> notes =
        jdbc
            .sql("select alias from inbound.chat_alias where chat_id = ? limit 1")
            .param(chatId)
            .query(String.class)
            .optional()
            .map(alias -> new Contact(Set.of(alias), NOTHING_NEW, null))
            .map(
                contact ->
                    ResultNotes.readMark(
                        accountId, contact, waId, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
            .stream()
            .toList();
    writer.write(notes);
  }
}
