package dev.chasqui.relay.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Makes first attempts straight from a batch, a bounded number at once to each subscription, and
 * for a bounded time: what is not begun or not done by then goes to the queue, so that a slow
 * subscriber holds up no batch. Thread-safe.
 */
final class FirstAttempts implements AutoCloseable {

  private final WebhookClient client;
  private final BegunAttempts begun;
  private final Duration patience;
  private final int maxInFlight;
  private final Map<String, Semaphore> room = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param patience how long a batch waits for its attempts
   * @param maxInFlight attempts at once to one subscription
   */
  FirstAttempts(WebhookClient client, BegunAttempts begun, Duration patience, int maxInFlight) {
    this.client = client;
    this.begun = begun;
    this.patience = patience;
    this.maxInFlight = maxInFlight;
  }

  /** Attempts deliveries; returns when all are done or the time is over. */
  void run(List<Delivery> deliveries) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    List<CountDownLatch> ended = new ArrayList<>();
    bySubscription(deliveries)
        .forEach((subscription, its) -> ended.add(start(subscription, its, until)));
    for (CountDownLatch latch : ended) {
      if (!latch.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  @Override
  public void close() {
    threads.close();
  }

  private static Map<String, List<Delivery>> bySubscription(List<Delivery> deliveries) {
    Map<String, List<Delivery>> grouped = new LinkedHashMap<>();
    deliveries.forEach(
        delivery ->
            grouped
                .computeIfAbsent(delivery.subscriptionId(), id -> new ArrayList<>())
                .add(delivery));
    return grouped;
  }

  private CountDownLatch start(String subscription, List<Delivery> deliveries, long until) {
    Queue<Delivery> waiting = new ConcurrentLinkedQueue<>(deliveries);
    int posters = Math.min(maxInFlight, deliveries.size());
    CountDownLatch ended = new CountDownLatch(posters);
    Semaphore free = room.computeIfAbsent(subscription, id -> new Semaphore(maxInFlight));
    for (int i = 0; i < posters; i++) {
      threads.execute(
          () -> {
            postAll(waiting, free, until);
            ended.countDown();
          });
    }
    return ended;
  }

  private void postAll(Queue<Delivery> waiting, Semaphore free, long until) {
    while (System.nanoTime() < until && free.tryAcquire()) {
      try {
        Delivery delivery = waiting.poll();
        if (delivery == null) {
          return;
        }
        post(delivery);
      } finally {
        free.release();
      }
    }
  }

  private void post(Delivery delivery) {
    CompletableFuture<Attempt> attempt = begun.begin(delivery);
    try {
      attempt.complete(client.attempt(delivery, 1));
    } catch (RuntimeException e) {
      attempt.completeExceptionally(e);
    }
  }
}
