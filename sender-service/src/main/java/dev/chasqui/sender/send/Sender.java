package dev.chasqui.sender.send;

import dev.chasqui.access.AccountDirectory;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.Results;
import dev.chasqui.tracing.Traces;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueue;
import dev.chasqui.workqueue.Worker;
import dev.chasqui.workqueue.WorkerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** Calls WhatsApp for every lease, and finds new ones by itself. Thread-safe. */
public final class Sender implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Worker<Attempt> worker;
  private volatile boolean inVain;
  private final WorkerSettings settings;

  private Sender(Worker<Attempt> worker, WorkerSettings settings) {
    this.worker = worker;
    this.settings = settings;
  }

  /**
   * Starts at once; the caller closes it.
   *
   * @param patience how long news of what is in doubt is waited for
   */
  public static Sender start(
      WorkQueue queue,
      AccountDirectory accounts,
      GraphClient graph,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results,
      InDoubt inDoubt,
      Duration patience,
      SendWatch watch,
      Traces traces,
      WorkerSettings settings) {
    Clock clock = Clock.systemUTC();
    var outcomes = new UnrecordedOutcomes();
    var handler = new SendHandler(accounts, graph, outbox, inDoubt, outcomes, traces, clock);
    var decider = new Decider(results, codec, patience, clock);
    var recorder = new SendRecorder(transactions, jdbc, queue, outbox, inDoubt, decider, outcomes);
    var watched = new WatchedHandler(handler, watch);
    return new Sender(new Worker<>(queue, settings, watched, recorder), settings);
  }

  /** How many messages are worth a transaction of their own. */
  public int portion() {
    return Math.max(1, Math.min(settings.batch(), settings.maxInFlight() / 2));
  }

  /** How many messages may be on their way at once. */
  public int slots() {
    return settings.maxInFlight();
  }

  /** How many more messages may be on their way at once. */
  public int room() {
    return worker.room();
  }

  /**
   * Waits a moment until so many more messages may be on their way. What waits in the topic costs
   * nothing, what is queued first is written twice more; but only a moment, since in the topic an
   * account waits behind others. If that was in vain, it does not wait again until there is room.
   *
   * @return false if it was in vain
   */
  public boolean awaitRoom(int messages) {
    try {
      boolean found = worker.awaitRoom(messages, inVain ? Duration.ZERO : PATIENCE);
      inVain = !found;
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** At once if the account allows, leased to this process; for one transaction. */
  public Start.Now newStart() {
    return new Start.Now(worker.newOwner(), settings.lease());
  }

  /**
   * Says that the transaction of a start failed, so that its leases are never submitted. If it was
   * committed all the same, its commands wait for their turn again.
   */
  public void unanswered(Start.Now start) {
    worker.unanswered(start.owner());
  }

  /** Calls WhatsApp for leases that came with new commands. */
  public void submit(List<Lease> leases) {
    worker.submit(leases);
    wake();
  }

  /** Says that there may be something to send or to look at. */
  public void wake() {
    worker.wake();
  }

  @Override
  public void close() {
    worker.close();
  }
}
