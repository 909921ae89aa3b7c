package dev.chasqui.sender.command;

import dev.chasqui.access.AccountDirectory;
import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.DeadLetters;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.command.CheckedCommand.Expired;
import dev.chasqui.sender.command.CheckedCommand.Refused;
import dev.chasqui.sender.command.CheckedCommand.Sendable;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.CommandKey;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes batches from the topic. When {@link #accept} returns, every command of the batch is in the
 * queue (or was before), so its offsets can be committed.
 */
public final class CommandIntake {

  /** Records what is never sent, beside the accounts' lanes. */
  private static final String REFUSED_LANE = "refused";

  private static final int LONGEST_COMMAND_ID = 128;

  private final BatchDecoder<SendCommand> decoder;
  private final DeadLetters deadLetters;
  private final CommandCheck check;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final WorkQueue queue;
  private final AccountLanes lanes;
  private final Outbox outbox;
  private final Results results;
  private final Sender sender;

  public CommandIntake(
      BatchDecoder<SendCommand> decoder,
      DeadLetters deadLetters,
      AccountDirectory accounts,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      WorkQueue queue,
      AccountLanes lanes,
      Outbox outbox,
      Results results,
      Sender sender,
      Clock clock) {
    this.decoder = decoder;
    this.deadLetters = deadLetters;
    this.check = new CommandCheck(accounts, clock);
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.queue = queue;
    this.lanes = lanes;
    this.outbox = outbox;
    this.results = results;
    this.sender = sender;
  }

  private record Taken(SendCommand command, CheckedCommand checked) {}

  /**
   * Queues a batch; throws if that is not possible now, and the whole batch is to be taken again.
   */
  public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
    outbox.requireReady();
    List<Taken> taken = read(batch);
    if (taken.isEmpty()) {
      return;
    }
    List<NewItem> items = items(taken);
    lanes.ensure(lanes(taken));
    ConnectionCallback<List<Enqueued>> work = tx -> queue(tx, taken, items);
    List<Enqueued> enqueued =
        Objects.requireNonNull(transactions.execute(status -> jdbc.execute(work)));
    outbox.wake();
    sender.submit(leases(enqueued));
    for (int i = 0; i < taken.size(); i++) {
      Flow.command(taken.get(i).command(), enqueued.get(i));
    }
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
      if (!isValidId(command.getCommandId())) {
        deadLetters.deadLetter(
            record.raw(),
            "invalid-command-id",
            "commandId must have 1 to 128 characters, none of them a control character");
      } else {
        taken.add(new Taken(command, check.check(command)));
      }
    }
    return taken;
  }

  private static boolean isValidId(String id) {
    return !id.isBlank()
        && id.length() <= LONGEST_COMMAND_ID
        && id.chars().noneMatch(Character::isISOControl);
  }

  private List<Enqueued> queue(Connection tx, List<Taken> taken, List<NewItem> items)
      throws SQLException {
    List<Enqueued> enqueued = queue.enqueue(tx, items);
    outbox.add(tx, results(taken, enqueued));
    return enqueued;
  }

  private List<NewItem> items(List<Taken> taken) {
    int room = sender.room();
    List<NewItem> items = new ArrayList<>(taken.size());
    for (Taken one : taken) {
      Start start = start(one.checked(), items.size() < room);
      items.add(item(one, start));
    }
    return items;
  }

  private Start start(CheckedCommand checked, boolean room) {
    return switch (checked) {
      case Refused _, Expired _ -> new Start.Finished(false);
      case Sendable sendable when sendable.sendAt() != null -> new Start.Due(sendable.sendAt());
      case Sendable sendable when room -> sender.now();
      case Sendable sendable -> new Start.Due(Instant.EPOCH);
    };
  }

  private static NewItem item(Taken one, Start start) {
    String key = CommandKey.of(one.command());
    return switch (one.checked()) {
      case Refused _, Expired _ -> new NewItem(REFUSED_LANE, key, null, null, start);
      // What goes out at a time of its own must not hold back what goes out before that.
      case Sendable(String lane, String order, Instant sendAt, byte[] payload) ->
          new NewItem(lane, key, order, sendAt == null, payload, start, null);
    };
  }

  private List<CommandResult> results(List<Taken> taken, List<Enqueued> enqueued) {
    List<CommandResult> found = new ArrayList<>();
    for (int i = 0; i < taken.size(); i++) {
      Results.Subject subject = Results.Subject.of(taken.get(i).command());
      switch (enqueued.get(i)) {
        case Enqueued.Waiting _ -> found.add(results.accepted(subject));
        case Enqueued.Recorded _ -> found.add(refusal(subject, taken.get(i).checked()));
        // One that is sent at once has a result when that ended, a duplicate had its own.
        case Enqueued.Leased _, Enqueued.Duplicate _ -> {}
      }
    }
    return found;
  }

  private CommandResult refusal(Results.Subject subject, CheckedCommand checked) {
    return checked instanceof Refused refused
        ? results.rejected(subject, refused.code(), refused.message(), null)
        : results.expired(subject);
  }

  private static List<Lease> leases(List<Enqueued> enqueued) {
    return enqueued.stream()
        .filter(Enqueued.Leased.class::isInstance)
        .map(one -> ((Enqueued.Leased) one).lease())
        .toList();
  }
}
