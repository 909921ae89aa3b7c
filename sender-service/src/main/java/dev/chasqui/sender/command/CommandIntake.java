package dev.chasqui.sender.command;

import dev.chasqui.access.AccountDirectory;
import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.messaging.RecordSpans;
import dev.chasqui.messaging.TraceHeaders;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.command.CheckedCommand.Expired;
import dev.chasqui.sender.command.CheckedCommand.Refused;
import dev.chasqui.sender.command.CheckedCommand.Sendable;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.CommandKey;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.tracing.Traceparent;
import dev.chasqui.tracing.Traces;
import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes batches from the topic. When {@link #accept} returns, every command of the batch is in the
 * queue (or was before), so its offsets can be committed.
 */
public final class CommandIntake {

  private static final String BULK = "take bulk command";

  /** Records what is never sent, beside the accounts' lanes. */
  private static final String REFUSED_LANE = "refused";

  /** For a whole batch: far less than a consumer may take for one. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BatchDecoder<SendCommand> decoder;
  private final DeadLetters deadLetters;
  private final CommandCheck check;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final WorkQueue queue;
  private final AccountLanes lanes;
  private final Outbox outbox;
  private final ResultCodec codec;
  private final KeptResults keptResults;
  private final Results results;
  private final Sender sender;
  private final Traces traces;
  private final Clock clock;

  public CommandIntake(
      BatchDecoder<SendCommand> decoder,
      DeadLetters deadLetters,
      AccountDirectory accounts,
      Duration keepFinished,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      WorkQueue queue,
      AccountLanes lanes,
      Outbox outbox,
      ResultCodec codec,
      KeptResults keptResults,
      Results results,
      Sender sender,
      Traces traces,
      Clock clock) {
    this.decoder = decoder;
    this.deadLetters = deadLetters;
    this.check = new CommandCheck(accounts, keepFinished, clock);
    this.clock = clock;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.queue = queue;
    this.lanes = lanes;
    this.outbox = outbox;
    this.codec = codec;
    this.keptResults = keptResults;
    this.results = results;
    this.sender = sender;
    this.traces = traces;
  }

  /**
   * A command as it was found.
   *
   * @param ending its final result, if it is never sent; else null
   * @param span of its way into the queue
   */
  private record Taken(
      SendCommand command, CheckedCommand checked, @Nullable EncodedResult ending, Span span) {

    /** Says what came of it. */
    void tell(Enqueued enqueued) {
      Flow.command(command, enqueued, Traceparent.of(span));
      span.end();
    }
  }

  /**
   * Queues a batch; throws if that is not possible now, and the whole batch is to be taken again.
   */
  public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
    outbox.requireReady();
    List<Taken> taken = read(batch);
    Set<String> known = new HashSet<>();
    long patientUntil = System.nanoTime() + PATIENCE.toNanos();
    for (int from = 0, to; from < taken.size(); from = to) {
      int portion = Math.min(taken.size() - from, sender.portion());
      boolean room = System.nanoTime() < patientUntil && sender.awaitRoom(portion);
      to = room ? from + portion : taken.size();
      known.addAll(take(taken.subList(from, to)));
    }
    // In a transaction of its own: the others hold lanes locked. If this fails, the batch comes
    // again, and then all of it is known.
    keptResults.repeat(known);
  }

  /** Returns the keys of those that were known before. */
  private Set<String> take(List<Taken> taken) {
    lanes.ensure(lanes(taken));
    List<Enqueued> enqueued = queue(taken, sender.newStart());
    outbox.wake();
    sender.submit(leases(enqueued));
    for (int i = 0; i < taken.size(); i++) {
      taken.get(i).tell(enqueued.get(i));
    }
    return duplicates(enqueued);
  }

  private List<Enqueued> queue(List<Taken> taken, Start.Now start) {
    List<NewItem> items = items(taken, start);
    ConnectionCallback<List<Enqueued>> work = tx -> queue(tx, taken, items);
    try {
      return Objects.requireNonNull(transactions.execute(status -> jdbc.execute(work)));
    } catch (RuntimeException | Error e) {
      sender.unanswered(start);
      throw e;
    }
  }

  /**
   * Adds commands that did not come by the topic, in the caller's transaction; call it last. They
   * wait for their turn, even if there is room now.
   *
   * @param commands of accounts whose lanes are {@link #prepare prepared}
   */
  public void add(Connection tx, List<SendCommand> commands) throws SQLException {
    Instant now = clock.instant();
    List<Taken> taken =
        commands.stream()
            .map(command -> taken(command, now, traces.span(BULK, SpanKind.INTERNAL, null)))
            .toList();
    Start start = new Start.Due(now);
    List<Enqueued> enqueued =
        queue(tx, taken, taken.stream().map(one -> item(one, start)).toList());
    for (int i = 0; i < taken.size(); i++) {
      taken.get(i).tell(enqueued.get(i));
    }
  }

  /**
   * Makes ready for {@link #add}; not within a transaction.
   *
   * @throws dev.chasqui.messaging.RegistryUnavailableException if results cannot be written now
   */
  public void prepare(Collection<Long> accountIds) {
    outbox.requireReady();
    lanes.ensure(accountIds.stream().map(LaneName::messages).toList());
  }

  /** Says that what was added is committed. */
  public void wake() {
    outbox.wake();
    sender.wake();
  }

  private static Set<LaneName> lanes(List<Taken> taken) {
    return taken.stream()
        .filter(one -> one.checked() instanceof Sendable)
        .map(one -> LaneName.messages(one.command().getAccountId()))
        .collect(Collectors.toSet());
  }

  private List<Taken> read(List<ConsumerRecord<byte[], byte[]>> batch) {
    List<Taken> taken = new ArrayList<>(batch.size());
    for (DecodedRecord<SendCommand> record : decoder.decode(batch)) {
      SendCommand command = record.value();
      if (!CommandKey.isValidId(command.getCommandId())) {
        deadLetters.deadLetter(
            record.raw(),
            "invalid-command-id",
            "commandId must have 1 to 128 characters, none of them a control character");
      } else {
        String trace = TraceHeaders.traceparent(record.raw().headers());
        taken.add(
            taken(
                command,
                Instant.ofEpochMilli(record.raw().timestamp()),
                RecordSpans.processing(traces, record.raw(), trace)));
      }
    }
    return taken;
  }

  private Taken taken(SendCommand command, Instant producedAt, SpanBuilder begin) {
    Span span =
        begin
            .setAttribute("chasqui.account.id", command.getAccountId())
            .setAttribute("chasqui.command.id", command.getCommandId())
            .startSpan();
    String trace = Traceparent.of(span);
    CheckedCommand checked = check.check(command, producedAt, trace);
    CommandResult ending =
        switch (checked) {
          case Sendable _ -> null;
          case Refused(String code, String message) ->
              results.rejected(Results.Subject.of(command), code, message, null);
          case Expired(String message) -> results.expired(Results.Subject.of(command), message);
        };
    return new Taken(
        command, checked, ending == null ? null : codec.encode(ending).in(trace), span);
  }

  private List<Enqueued> queue(Connection tx, List<Taken> taken, List<NewItem> items)
      throws SQLException {
    List<Enqueued> enqueued = queue.enqueue(tx, items);
    outbox.add(tx, results(taken, enqueued));
    return enqueued;
  }

  private List<NewItem> items(List<Taken> taken, Start.Now start) {
    Start later = new Start.Due(clock.instant());
    int room = sender.room();
    List<NewItem> items = new ArrayList<>(taken.size());
    for (Taken one : taken) {
      items.add(item(one, items.size() < room ? start : later));
    }
    return items;
  }

  /**
   * @param start unless it has a time of its own, or is never sent
   */
  private NewItem item(Taken one, Start start) {
    String key = CommandKey.of(one.command());
    return switch (one.checked()) {
      case Refused _, Expired _ ->
          new NewItem(REFUSED_LANE, key, null, null, new Start.Finished(false, outcome(one)));
      // What goes out at a time of its own must not hold back what goes out before that.
      case Sendable(String lane, String recipient, Instant sendAt, byte[] payload) ->
          new NewItem(
              lane,
              key,
              recipient,
              sendAt == null,
              payload,
              sendAt == null ? start : new Start.Due(sendAt),
              one.command().getExpiresAt());
    };
  }

  private static byte @Nullable [] outcome(Taken one) {
    return one.ending() == null ? null : one.ending().value();
  }

  private List<EncodedResult> results(List<Taken> taken, List<Enqueued> enqueued) {
    List<EncodedResult> found = new ArrayList<>();
    for (int i = 0; i < taken.size(); i++) {
      Taken one = taken.get(i);
      switch (enqueued.get(i)) {
        case Enqueued.Waiting _ ->
            found.add(
                codec
                    .encode(results.accepted(Results.Subject.of(one.command())))
                    .in(Traceparent.of(one.span())));
        case Enqueued.Recorded _ -> found.add(Objects.requireNonNull(one.ending()));
        // One that is sent at once has a result when that ended; a duplicate gets the first one's.
        case Enqueued.Leased _, Enqueued.Duplicate _ -> {}
      }
    }
    return found;
  }

  private static Set<String> duplicates(List<Enqueued> enqueued) {
    return enqueued.stream()
        .filter(Enqueued.Duplicate.class::isInstance)
        .map(Enqueued::key)
        .collect(Collectors.toSet());
  }

  private static List<Lease> leases(List<Enqueued> enqueued) {
    return enqueued.stream()
        .filter(Enqueued.Leased.class::isInstance)
        .map(one -> ((Enqueued.Leased) one).lease())
        .toList();
  }
}
