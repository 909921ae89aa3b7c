package dev.chasqui.inbound.history;

import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes batches of events and results. When {@link #accept} returns, the history has all that they
 * tell, so the batch's offsets can be committed. Thread-safe.
 */
public final class HistoryIntake {

  private final BatchDecoder<WhatsAppEvent> events;
  private final BatchDecoder<CommandResult> results;
  private final DeadLetters deadLetters;
  private final HistoryWriter writer;

  public HistoryIntake(
      BatchDecoder<WhatsAppEvent> events,
      BatchDecoder<CommandResult> results,
      DeadLetters deadLetters,
      JdbcClient jdbc,
      TransactionOperations transactions) {
    this.events = events;
    this.results = results;
    this.deadLetters = deadLetters;
    this.writer = new HistoryWriter(new HistoryTables(jdbc), transactions);
  }

  /** A note and the record that it was made of. */
  private record Told(Note note, ConsumerRecord<byte[], byte[]> by) {}

  /**
   * Keeps what a batch tells; throws if that is not possible now, and the whole batch is to be
   * taken again.
   */
  public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
    List<Told> told = new ArrayList<>();
    read(events.decode(of(Topics.EVENTS, batch)), EventNotes::of).forEach(told::add);
    read(results.decode(of(Topics.RESULTS, batch)), ResultNotes::of).forEach(told::add);
    told.removeIf(this::isNamedBadly);
    keep(told);
  }

  private static List<ConsumerRecord<byte[], byte[]>> of(
      String topic, List<ConsumerRecord<byte[], byte[]>> batch) {
    return batch.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  private static <T> Stream<Told> read(
      List<DecodedRecord<T>> records, Function<T, Optional<Note>> reader) {
    return records.stream()
        .flatMap(
            record ->
                reader.apply(record.value()).stream().map(note -> new Told(note, record.raw())));
  }

  private boolean isNamedBadly(Told told) {
    boolean bad = !told.note().isNamedWell();
    if (bad) {
      deadLetters.deadLetter(
          told.by(),
          "unusable-identifier",
          "An identifier of it is empty, has a NUL, or is longer than any of WhatsApp's");
    }
    return bad;
  }

  /** What the database cannot hold must not hold up the rest: it is looked for by halves. */
  private void keep(List<Told> told) {
    try {
      writer.write(told.stream().map(Told::note).toList());
    } catch (DuplicateKeyException e) {
      // Another transaction's doing, not the records'.
      throw e;
    } catch (DataIntegrityViolationException e) {
      if (told.size() == 1) {
        deadLetters.deadLetter(
            told.getFirst().by(), "unusable-for-history", "The database cannot hold it");
      } else {
        keep(told.subList(0, told.size() / 2));
        keep(told.subList(told.size() / 2, told.size()));
      }
    }
  }
}
