package dev.chasqui.sender.news;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.UndecodableRecordException;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads the statuses of messages, and of sessions, from the events. Those of commands that have
 * begun and not ended are kept, and what waits for them need wait no longer; nearly all others are
 * of commands that have ended, and cost a look-up.
 */
public final class StatusIntake {

  private static final Logger LOG = LoggerFactory.getLogger(StatusIntake.class);

  private final AvroDeserializer<WhatsAppEvent> deserializer;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final WorkQueue queue;
  private final StatusNews news;
  private final Sessions sessions;
  private final Runnable onNews;
  private final Consumer<String> onMissingNumber;

  /**
   * @param onNews called when commands that were in doubt can be decided
   * @param onMissingNumber given each number of which WhatsApp says that nobody has it
   */
  public StatusIntake(
      AvroDeserializer<WhatsAppEvent> deserializer,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      WorkQueue queue,
      StatusNews news,
      Sessions sessions,
      Runnable onNews,
      Consumer<String> onMissingNumber) {
    this.deserializer = deserializer;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.queue = queue;
    this.news = news;
    this.sessions = sessions;
    this.onNews = onNews;
    this.onMissingNumber = onMissingNumber;
  }

  /**
   * Takes a batch; throws if that is not possible now, and the whole batch is to be taken again.
   */
  public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
    List<WhatsAppEvent> events = batch.stream().flatMap(it -> read(it).stream()).toList();
    sessions.heed(events);
    heed(events.stream().flatMap(event -> Status.of(event).stream()).toList());
  }

  /** The relay reads the same topic and puts what cannot be read to the dead letters. */
  private Optional<WhatsAppEvent> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(deserializer.decode(record.value()));
    } catch (UndecodableRecordException e) {
      LOG.warn(
          "{}-{}@{} cannot be read and is passed over: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private void heed(List<Status> statuses) {
    if (statuses.isEmpty()) {
      return;
    }
    ConnectionCallback<Boolean> work = tx -> keep(tx, statuses);
    if (Objects.requireNonNull(transactions.execute(status -> jdbc.execute(work)))) {
      onNews.run();
    }
    statuses.stream().flatMap(it -> it.missingNumber().stream()).forEach(onMissingNumber);
  }

  private boolean keep(Connection tx, List<Status> statuses) {
    Set<String> begun =
        queue.hasten(tx, statuses.stream().map(Status::key).collect(Collectors.toSet()));
    List<Status> wanted = statuses.stream().filter(it -> begun.contains(it.key())).toList();
    if (!wanted.isEmpty()) {
      news.keep(wanted);
    }
    return !wanted.isEmpty();
  }
}
