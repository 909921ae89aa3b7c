package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.control.Micros;
import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.event.Routes;
import dev.chasqui.benchmarks.peers.Peer;
import dev.chasqui.benchmarks.receiver.Received;
import dev.chasqui.benchmarks.system.RelaySystem;
import dev.chasqui.benchmarks.system.Usage;
import dev.chasqui.benchmarks.system.Waiting;
import java.time.Duration;

/** Rounds of the relay and of the others, all with their events there before they begin. */
final class PostRuns {

  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final RelaySystem system;

  PostRuns(RelaySystem system) {
    this.system = system;
  }

  /** From the topic of events, through the relay, to the endpoints. */
  PostRound relay(Routes routes, int events) {
    EventBatch batch = EventBatch.create(routes.firstAccount(), routes.accounts(), events);
    Usage[] before = new Usage[1];
    system.receiver().begin(batch);
    system.produceBefore(batch, () -> before[0] = system.usage());
    Waiting.until(
        "all webhooks", WITHIN, () -> system.receiver().received().distinct() == batch.size());
    system.awaitIdle();
    Received received = system.receiver().received();
    Usage after = system.usage();
    return round(received, system.queued(batch), before[0], after);
  }

  /** The HTTP client alone. */
  PostRound raw(Routes routes, int events, int concurrency) {
    EventBatch batch = EventBatch.create(routes.firstAccount(), routes.accounts(), events);
    Usage before = system.usage();
    system.receiver().begin(batch);
    system.peers().postRaw(batch, routes, concurrency);
    return round(system.receiver().received(), 0, before, system.usage());
  }

  /**
   * A peer, from the beginning of a topic that has the batch and nothing else.
   *
   * @param most how long it may take from the first receipt on
   */
  PostRound peer(
      Peer peer, String topic, EventBatch batch, Routes routes, int concurrency, Duration most) {
    Usage before = system.usage();
    system.receiver().begin(batch);
    system.peers().start(peer, topic, routes, concurrency);
    Waiting.until("a peer's webhooks", WITHIN, () -> isOver(batch, most));
    Received received = system.receiver().received();
    Usage after = system.usage();
    system.peers().stop();
    return round(received, 0, before, after);
  }

  private boolean isOver(EventBatch batch, Duration most) {
    Received received = system.receiver().received();
    return received.distinct() == batch.size()
        || (received.all() > 0 && Micros.now() - received.firstMicros() > most.toNanos() / 1_000);
  }

  private static PostRound round(Received received, long queued, Usage before, Usage after) {
    return new PostRound(
        received.perSecond(),
        received.distinct(),
        received.all() - received.distinct(),
        queued,
        after.cpuSecondsSince(before),
        after.residentMiB());
  }
}
