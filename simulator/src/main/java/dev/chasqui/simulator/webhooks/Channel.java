package dev.chasqui.simulator.webhooks;

import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.numbers.Callback;
import dev.chasqui.simulator.numbers.VerifyCallback;
import dev.chasqui.simulator.time.Delays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The webhooks of one number. Numbers don't wait for each other. Thread-safe. */
final class Channel {
  /**
   * Where the number stands now.
   *
   * @param callback null: nobody listens
   */
  record Target(BusinessNumber number, @Nullable Callback callback) {}

  private final Supplier<Target> target;
  private final WebhookSettings settings;
  private final WebhookClient client;
  private final Delays delays;
  private final Executor threads;
  private final Lane[] lanes;
  private final AtomicInteger pending = new AtomicInteger();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder failedAttempts = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder noCallback = new LongAdder();
  private final Queue<Lane> parked = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Callback verified;
  private final AtomicReference<@Nullable Callback> verifying = new AtomicReference<>();

  Channel(
      Supplier<Target> target,
      WebhookSettings settings,
      WebhookClient client,
      Delays delays,
      Executor threads) {
    this.target = target;
    this.settings = settings;
    this.client = client;
    this.delays = delays;
    this.threads = threads;
    this.lanes = Stream.generate(() -> new Lane(this)).limit(settings.lanes()).toArray(Lane[]::new);
  }

  void offer(String chat, byte[] change) {
    if (target.get().callback() == null) {
      noCallback.increment();
    } else if (pending.incrementAndGet() > settings.capacity()) {
      pending.decrementAndGet();
      dropped.increment();
    } else {
      lanes[Math.floorMod(chat.hashCode(), lanes.length)].offer(new Update(change));
    }
  }

  /** Begins the handshake, if one is due that may come later. */
  void verifyLater() {
    var callback = target.get().callback();
    if (callback != null && !isVerified(callback) && !callback.equals(verifying.get())) {
      verifying.set(callback);
      threads.execute(() -> verify(callback, 1));
    } else {
      resume();
    }
  }

  private void verify(Callback callback, int attempt) {
    if (!callback.equals(verifying.get())) {
      return;
    }
    if (client.handshake(callback)) {
      if (verifying.compareAndSet(callback, null)) {
        verified = callback;
        resume();
      }
    } else {
      delays.after(
          settings.retryAfter(attempt),
          () -> threads.execute(() -> verify(callback, Math.min(attempt + 1, 5))));
    }
  }

  private boolean isVerified(Callback callback) {
    return callback.verify() != VerifyCallback.LATER || callback.equals(verified);
  }

  /** Whether the lane may deliver; if not, it is taken up again when it may. */
  boolean isReady(Lane lane) {
    if (isReady()) {
      return true;
    }
    parked.add(lane);
    if (isReady()) {
      resume();
    }
    return false;
  }

  private boolean isReady() {
    var callback = target.get().callback();
    return callback == null || isVerified(callback);
  }

  private void resume() {
    for (var lane = parked.poll(); lane != null; lane = parked.poll()) {
      run(lane);
    }
  }

  void run(Lane lane) {
    threads.execute(lane::drain);
  }

  void retry(Lane lane, int failures) {
    delays.after(settings.retryAfter(failures), () -> run(lane));
  }

  boolean deliver(List<Update> batch) {
    var now = target.get();
    var callback = now.callback();
    if (callback == null) {
      noCallback.add(batch.size());
      return true;
    }
    var body = Envelope.of(now.number().wabaId(), batch.stream().map(Update::change).toList());
    var done = client.post(callback.url(), body, now.number().appSecret());
    if (done) {
      delivered.add(batch.size());
    } else {
      failedAttempts.increment();
    }
    return done;
  }

  int batchSize() {
    return target.get().number().webhookBatch();
  }

  void left(int count) {
    pending.addAndGet(-count);
  }

  void dropped(int count) {
    pending.addAndGet(-count);
    dropped.add(count);
  }

  boolean isExpired(Update update) {
    return System.nanoTime() - update.since() > settings.retryFor().toNanos();
  }

  ObjectNode shown() {
    var callback = target.get().callback();
    return Json.object()
        .put("callbackUrl", callback == null ? null : callback.url().toString())
        .put("verified", callback != null && isVerified(callback))
        .put("pending", pending.get())
        .put("delivered", delivered.sum())
        .put("failedAttempts", failedAttempts.sum())
        .put("dropped", dropped.sum())
        .put("noCallback", noCallback.sum());
  }
}
