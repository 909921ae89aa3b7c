package dev.chasqui.relay.delivery;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.Transactions;
import dev.chasqui.messaging.BatchDecoder;
import dev.chasqui.messaging.LastingWork;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.workqueue.WorkQueue;
import dev.chasqui.workqueue.WorkerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From events to subscribers. Thread-safe. */
public final class Relay implements LastingWork, AutoCloseable {

  private final BegunAttempts begun;
  private final FirstAttempts firstAttempts;
  private final DeliveryWorker worker;
  private final EventIntake intake;
  private final BatchesInHand inHand;

  private Relay(
      BegunAttempts begun,
      FirstAttempts firstAttempts,
      DeliveryWorker worker,
      EventIntake intake,
      BatchesInHand inHand) {
    this.begun = begun;
    this.firstAttempts = firstAttempts;
    this.worker = worker;
    this.intake = intake;
    this.inHand = inHand;
  }

  /**
   * How deliveries are made.
   *
   * @param patience how long a portion of a batch waits for its first attempts
   * @param maxInFlight first attempts at once to one subscription
   * @param retries waits before the second attempt, the third and so on
   */
  public record Settings(
      Duration patience, int maxInFlight, List<Duration> retries, WorkerSettings worker) {}

  /**
   * Starts at once; the caller closes it after it has stopped handing in batches.
   *
   * @param addressing makes the deliveries
   * @param client makes the attempts
   */
  public static Relay start(
      BatchDecoder<WhatsAppEvent> decoder,
      Addressing addressing,
      SubscriptionDirectory subscriptions,
      EndpointClient client,
      WorkQueue queue,
      NewDeliveries newDeliveries,
      Transactions transactions,
      Recorded recorded,
      Clock clock,
      Settings settings) {
    var schedule =
        new RetrySchedule(settings.retries(), () -> ThreadLocalRandom.current().nextDouble());
    var begun = new BegunAttempts();
    var worker =
        new DeliveryWorker(
            queue,
            transactions,
            subscriptions,
            client.attempts(),
            begun,
            schedule,
            recorded,
            clock,
            settings.worker());
    var firstAttempts =
        new FirstAttempts(client.attempts(), begun, settings.patience(), settings.maxInFlight());
    var recorder =
        new DeliveryRecorder(newDeliveries, transactions, begun, worker, schedule, recorded, clock);
    var intake =
        new EventIntake(
            decoder,
            addressing,
            subscriptions,
            new Backlogs(queue::behind, Ticker.systemTicker()),
            newDeliveries,
            firstAttempts,
            new Portion(settings.patience()));
    return new Relay(begun, firstAttempts, worker, intake, new BatchesInHand(recorder::record));
  }

  /** Delivers a batch of events, which is done once each delivery is recorded. */
  @Override
  public void accept(List<ConsumerRecord<byte[], byte[]>> batch, Runnable done) {
    inHand.take(batch, recorder -> intake.deliver(batch, recorder), done);
  }

  @Override
  public void finish() {
    inHand.finish();
  }

  /**
   * Forgets first attempts whose batch never came back, a day after they were made, and how quick
   * subscriptions were that have taken nothing for minutes.
   */
  public void forgetOld() {
    begun.forgetOld();
    firstAttempts.forgetOld();
  }

  @Override
  public void close() {
    inHand.close();
    firstAttempts.close();
    worker.close();
  }
}
