package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.event.Routes;
import dev.chasqui.benchmarks.peers.Peer;
import dev.chasqui.benchmarks.system.RelaySystem;
import dev.chasqui.benchmarks.system.Waiting;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whether endpoints that work notice one that hangs and one that is slow, on every event. */
public final class RelayIsolation {

  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final Duration JOINS_WITHIN = Duration.ofSeconds(20);

  /** As many as a peer may have at once; it would need 12,000 for a slow and a hanging endpoint. */
  private static final int PEER_CONCURRENCY = 1_000;

  private final RelaySystem system;
  private final RelaySizes sizes;
  private final Consumer<String> progress;

  public RelayIsolation(RelaySystem system, RelaySizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.progress = progress;
  }

  /** What the bad endpoints do meanwhile. */
  public enum Kind {
    /** They have no subscription. */
    WITHOUT,
    /** They turn bad: the first seconds. */
    TURNING,
    /** They have been bad for some seconds. */
    WITH
  }

  /** A round of the relay. */
  public record Round(Kind kind, Delays delays) {}

  /**
   * What was found.
   *
   * @param perSecond events in all
   * @param peersWithout their delays with good endpoints only
   * @param peersWith their delays beside the bad ones
   */
  public record Figures(
      int quiet,
      int perSecond,
      List<Round> rounds,
      Map<Peer, Delays> peersWithout,
      Map<Peer, Delays> peersWith) {

    /** The median over the rounds, in milliseconds. */
    public double millis(Kind kind, double share) {
      return Stats.median(
          rounds.stream()
              .filter(it -> it.kind() == kind)
              .map(it -> it.delays().millis(share))
              .toList());
    }

    public double ratio() {
      return millis(Kind.WITH, 0.99) / millis(Kind.WITHOUT, 0.99);
    }
  }

  public Figures measure() {
    Routes routes = system.subscribe(sizes.quiet(), 0);
    List<Round> rounds = new ArrayList<>();
    // A relay that was just started is slow beside its compiler, with bad endpoints anew.
    List<Round> warmUp = new ArrayList<>();
    round(routes, Kind.WITHOUT, sizes.isolationFor(), warmUp);
    withBad(routes, warmUp);
    round(routes, Kind.WITHOUT, sizes.isolationFor(), rounds);
    for (int i = 0; i < sizes.rounds(); i++) {
      withBad(routes, rounds);
      round(routes, Kind.WITHOUT, sizes.isolationFor(), rounds);
    }
    Routes bad =
        new Routes(
            routes.firstAccount(),
            routes.ofAccounts(),
            List.of(system.receiver().hanging(), system.receiver().slow()));
    return new Figures(
        sizes.quiet(),
        sizes.quiet() * sizes.quietPerSecond(),
        rounds,
        peers("alone", routes, Duration.ofSeconds(5)),
        peers("beside bad endpoints", bad, sizes.peerIsolationFor()));
  }

  private void withBad(Routes routes, List<Round> rounds) {
    List<Subscription> bad = system.subscribeBad(routes);
    // What was known of the accounts' subscriptions is forgotten within a second.
    EventBatch known = round(routes, Kind.TURNING, Duration.ofSeconds(2), new ArrayList<>());
    EventBatch turning = round(routes, Kind.TURNING, sizes.turnsBadFor(), rounds);
    EventBatch with = round(routes, Kind.WITH, sizes.isolationFor(), rounds);
    List.of(known, turning, with).forEach(batch -> system.unsubscribe(bad, batch));
    system.awaitIdle();
  }

  private EventBatch round(Routes routes, Kind kind, Duration length, List<Round> rounds) {
    EventBatch batch = batch(routes, length);
    Pacing pacing = new Pacing(system, batch, length);
    system.receiver().begin(batch);
    pacing.produce(Topics.EVENTS);
    Waiting.until(
        "all webhooks", WITHIN, () -> system.receiver().received().distinct() == batch.size());
    Delays delays = pacing.delays();
    rounds.add(new Round(kind, delays));
    progress.accept("  %s: %s".formatted(kind, delays));
    return batch;
  }

  private EventBatch batch(Routes routes, Duration length) {
    int size = (int) (length.toMillis() * sizes.quiet() * sizes.quietPerSecond() / 1_000);
    return EventBatch.create(routes.firstAccount(), routes.accounts(), size);
  }

  /**
   * @param patience how long the last events are waited for
   */
  private Map<Peer, Delays> peers(String what, Routes routes, Duration patience) {
    Map<Peer, Delays> found = new EnumMap<>(Peer.class);
    for (Peer peer : Peer.values()) {
      Delays delays = peer(peer, routes, patience);
      found.put(peer, delays);
      progress.accept("  %s, %s: %s".formatted(peer.title(), what, delays));
    }
    return found;
  }

  private Delays peer(Peer peer, Routes routes, Duration patience) {
    EventBatch batch = batch(routes, sizes.peerIsolationFor());
    String topic = system.events().newTopic();
    start(peer, topic, routes);
    Pacing pacing = new Pacing(system, batch, sizes.peerIsolationFor());
    system.receiver().begin(batch);
    pacing.produce(topic);
    pacing.awaitAll(patience);
    Delays delays = pacing.delays();
    system.peers().stop();
    return delays;
  }

  /**
   * Has it join its group, and post first events; the topic must be there before it asks for it.
   */
  private void start(Peer peer, String topic, Routes routes) {
    EventBatch first =
        EventBatch.create(routes.firstAccount(), routes.accounts(), routes.accounts());
    system.events().produceAll(topic, first);
    system.receiver().begin(first);
    system.peers().start(peer, topic, routes, concurrency(peer));
    long end = System.nanoTime() + JOINS_WITHIN.toNanos();
    Waiting.until(
        "a peer's first webhooks",
        WITHIN,
        () -> system.receiver().received().distinct() == first.size() || System.nanoTime() > end);
  }

  private static int concurrency(Peer peer) {
    return peer == Peer.LISTENER
        ? dev.chasqui.benchmarks.system.EventSource.PARTITIONS
        : PEER_CONCURRENCY;
  }
}
