package dev.chasqui.sender.command;

import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.Flow;
import dev.chasqui.sender.Transactions;
import dev.chasqui.sender.command.CheckedCommand.Refused;
import dev.chasqui.sender.command.CheckedCommand.Sendable;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.NewItem;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes batches from the topic. When {@link #accept} returns, every command of the batch is in the queue
 * (or was before), so its offsets can be committed.
 */
public final class CommandIntake {

  /** The lane that records what can never be sent, beside the accounts' lanes. */
  private static final String REFUSED_LANE = "refused";

  private static final int LONGEST_COMMAND_ID = 128;

  private final BatchDecoder<SendCommand> decoder;
  private final CommandCheck check;
  private final Transactions transactions;
  private final WorkQueue queue;
  private final Outbox outbox;
  private final Results results;
  private final Sender sender;

  public CommandIntake(
      BatchDecoder<SendCommand> decoder,
      CommandCheck check,
      Transactions transactions,
      WorkQueue queue,
      Outbox outbox,
      Results results,
      Sender sender) {
    this.decoder = decoder;
    this.check = check;
    this.transactions = transactions;
    this.queue = queue;
    this.outbox = outbox;
    this.results = results;
    this.sender = sender;
  }

  private record Taken(SendCommand command, CheckedCommand checked) {}

  /** Queues a batch; throws if that is not possible now, and the whole batch is to be taken again. */
  public void accept(List<ConsumerRecord<String, byte[]>> batch) {
    List<Taken> taken = read(batch);
    if (taken.isEmpty()) {
      return;
    }
    List<Lease> leases = transactions.call(tx -> queue(tx, taken));
    outbox.wake();
    sender.submit(leases);
  }

  private List<Taken> read(List<ConsumerRecord<String, byte[]>> batch) {
    List<Taken> taken = new ArrayList<>(batch.size());
    for (var record : decoder.decode(batch)) {
      SendCommand command = record.value();
      String id = command.getCommandId();
      if (id.isBlank() || id.length() > LONGEST_COMMAND_ID) {
        decoder.deadLetter(
            record, "invalid_command_id", "commandId must have 1 to 128 characters");
      } else {
        taken.add(new Taken(command, check.check(command)));
      }
    }
    return taken;
  }

  private List<Lease> queue(Connection tx, List<Taken> taken) throws java.sql.SQLException {
    List<Enqueued> enqueued = queue.enqueue(tx, items(taken));
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < taken.size(); i++) {
      Taken one = taken.get(i);
      Flow.command(one.command(), enqueued.get(i));
      switch (enqueued.get(i)) {
        case Enqueued.Leased leased -> leases.add(leased.lease());
        case Enqueued.Waiting waiting -> outbox.add(tx, results.accepted(one.command()));
        case Enqueued.Recorded recorded -> outbox.add(tx, refusal(one));
        case Enqueued.Duplicate duplicate -> {}
      }
    }
    return leases;
  }
}
