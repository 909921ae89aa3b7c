package dev.chasqui.inbound.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.inbound.Records;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever the order in which records arrive, in batches of whatever size, however often: the
 * tables are the same in the end. Each repetition is another conversation.
 */
class HistoryOrderTest {

  private static final int WRITERS = 4;
  private static final TestDatabase DATABASE = TestServers.newDatabase();
  private static final HikariDataSource CONNECTIONS = new HikariDataSource();

  @BeforeAll
  static void migrate() {
    CONNECTIONS.setDataSource(DATABASE.dataSource());
    SchemaMigration.run(CONNECTIONS, "inbound", "classpath:db/inbound");
  }

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  private static void empty() {
    DATABASE.execute("truncate inbound.chat, inbound.chat_alias, inbound.message, inbound.status");
  }

  private static HistoryWriter writer() {
    return new HistoryWriter(
        new HistoryTables(JdbcClient.create(CONNECTIONS)),
        new TransactionTemplate(new JdbcTransactionManager(CONNECTIONS)));
  }

  /** What the tables have when all is told at once, in its order. */
  private static List<String> expected(List<Note> notes) {
    empty();
    writer().write(notes);
    assertThat(HistoryDump.wrongChats(DATABASE)).isEmpty();
    return HistoryDump.content(DATABASE);
  }

  private static List<Note> notes(Random random) {
    List<Note> notes = new ArrayList<>(Conversation.random(random, 1, 4).notes());
    notes.addAll(Conversation.random(random, 2, 2).notes());
    return notes;
  }

  /** All of them in some order, a third of them more than once. */
  private static List<Note> shuffled(List<Note> notes, Random random) {
    List<Note> shuffled = new ArrayList<>(notes);
    for (Note note : notes) {
      if (random.nextInt(3) == 0) {
        shuffled.add(note);
      }
    }
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static List<List<Note>> batches(List<Note> notes, Random random) {
    List<List<Note>> batches = new ArrayList<>();
    for (int from = 0, to; from < notes.size(); from = to) {
      to = Math.min(notes.size(), from + 1 + random.nextInt(random.nextBoolean() ? 4 : 30));
      batches.add(notes.subList(from, to));
    }
    return batches;
  }

  @RepeatedTest(40)
  void anyOrderGivesTheSame(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Note> notes = notes(random);
    List<String> expected = expected(notes);

    for (int i = 0; i < 3; i++) {
      empty();
      batches(shuffled(notes, random), random).forEach(writer()::write);

      assertThat(HistoryDump.content(DATABASE)).containsExactlyElementsOf(expected);
      assertThat(HistoryDump.wrongChats(DATABASE)).isEmpty();
    }
  }

  @RepeatedTest(15)
  void anyNumberOfWritersGivesTheSame(RepetitionInfo repetition) {
    Random random = new Random(1_000 + repetition.getCurrentRepetition());
    List<Note> notes = notes(random);
    List<String> expected = expected(notes);
    empty();
    List<List<Note>> batches = batches(shuffled(notes, random), random);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<?>[] all =
          IntStream.range(0, WRITERS)
              .mapToObj(i -> CompletableFuture.runAsync(() -> writeShare(batches, i), threads))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(all).join();
    }

    assertThat(HistoryDump.content(DATABASE)).containsExactlyElementsOf(expected);
    assertThat(HistoryDump.wrongChats(DATABASE)).isEmpty();
  }

  @RepeatedTest(12)
  void aMarkAndItsMessageCanBeKeptAtOnce() {
    empty();
    Contact ana =
        Objects.requireNonNull(Contact.of(Records.person("5215550000000"), Instant.EPOCH));
    List<Note> messages = notes(i -> Note.about(1, ana, key(i), MessageFacts.none(false, at(i))));
    List<Note> marks = notes(i -> ResultNotes.readMark(1, "wamid." + i, at(i)));
    writer().write(List.of(Note.of(1, ana)));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> writer().write(messages), threads),
              CompletableFuture.runAsync(() -> writer().write(marks.reversed()), threads))
          .join();
    }

    assertThat(HistoryDump.wrongChats(DATABASE)).isEmpty();
  }

  private static List<Note> notes(IntFunction<Note> note) {
    return IntStream.range(0, 1_000).mapToObj(note).toList();
  }

  private static String key(int number) {
    return MessageKeys.ofWhatsApp("wamid." + number);
  }

  private static Instant at(int second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  private static void writeShare(List<List<Note>> batches, int share) {
    HistoryWriter writer = writer();
    for (int i = share; i < batches.size(); i += WRITERS) {
      write(writer, batches.get(i));
    }
  }

  /** As a consumer does, which is given a failed batch again. */
  private static void write(HistoryWriter writer, List<Note> batch) {
    try {
      writer.write(batch);
    } catch (ConcurrencyFailureException e) {
      writer.write(batch);
    }
  }
}
