package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.event.Routes;
import dev.chasqui.benchmarks.peers.Peer;
import dev.chasqui.benchmarks.system.EventSource;
import dev.chasqui.benchmarks.system.Receiver;
import dev.chasqui.benchmarks.system.RelaySystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The relay beside the HTTP client alone and beside others, in turns. */
public final class RelayThroughput {

  private static final List<Integer> DELAYS = List.of(0, 20);

  private final RelaySystem system;
  private final RelaySizes sizes;
  private final PostRuns runs;
  private final Consumer<String> progress;

  public RelayThroughput(RelaySystem system, RelaySizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.runs = new PostRuns(system);
    this.progress = progress;
  }

  /**
   * The rounds of one way to post.
   *
   * @param concurrency its best one of those that were tried; 0 where that is its own choice
   */
  public record Way(int concurrency, List<PostRound> rounds) {

    private Way(int concurrency) {
      this(concurrency, new ArrayList<>());
    }

    public List<Double> perSecond() {
      return rounds.stream().map(PostRound::perSecond).toList();
    }

    public double median() {
      return Stats.median(perSecond());
    }

    /** Processor time of a process for each event, in microseconds. */
    public double cpuMicros(String process) {
      return Stats.median(rounds.stream().map(it -> it.cpuMicros(process)).toList());
    }
  }

  /** What was found with endpoints that answer after this time. */
  public record AtDelay(int delayMillis, Way raw, Way relay, Map<Peer, Way> peers) {

    /** Of each round of the relay to the raw one before it. */
    public List<Double> ratios() {
      return IntStream.range(0, relay.rounds().size())
          .mapToObj(i -> relay.perSecond().get(i) / raw.perSecond().get(i))
          .toList();
    }

    public Peer bestPeer() {
      return peers.keySet().stream()
          .max(Comparator.comparingDouble(peer -> way(peer).median()))
          .orElseThrow();
    }

    public Way way(Peer peer) {
      return java.util.Objects.requireNonNull(peers.get(peer));
    }
  }

  /** What was found. */
  public record Figures(int events, int endpoints, List<AtDelay> delays) {}

  public Figures measure() {
    return new Figures(
        sizes.events(), Receiver.ENDPOINTS, DELAYS.stream().map(this::measure).toList());
  }

  private AtDelay measure(int delayMillis) {
    Routes routes = system.subscribe(Receiver.ENDPOINTS, delayMillis);
    EventBatch batch = EventBatch.create(routes.firstAccount(), routes.accounts(), sizes.events());
    String topic = system.events().newTopic();
    system.events().produceAll(topic, batch);
    progress.accept("endpoints of %d ms: warming up".formatted(delayMillis));
    runs.raw(routes, sizes.warmUp(), sizes.concurrencies().getLast());
    // No more at once than is produced in a moment: else most goes through the queue.
    for (int done = 0; done < sizes.warmUp(); done += sizes.events()) {
      runs.relay(routes, sizes.events());
    }
    AtDelay found =
        new AtDelay(delayMillis, rawWay(routes), new Way(0), peers(topic, batch, routes));
    for (int i = 0; i < sizes.rounds(); i++) {
      add("raw", found.raw(), runs.raw(routes, sizes.events(), found.raw().concurrency()));
      add("relay", found.relay(), runs.relay(routes, sizes.events()));
      found.peers().forEach((peer, way) -> addPeer(peer, way, topic, batch, routes));
    }
    return found;
  }

  private Way rawWay(Routes routes) {
    int tried = Math.max(1, sizes.events() / 2);
    return best("raw", concurrency -> runs.raw(routes, tried, concurrency));
  }

  private Map<Peer, Way> peers(String topic, EventBatch batch, Routes routes) {
    Map<Peer, Way> peers = new EnumMap<>(Peer.class);
    // A thread for each partition is all that it can use.
    peers.put(Peer.LISTENER, new Way(EventSource.PARTITIONS));
    for (Peer peer : List.of(Peer.UNORDERED, Peer.BY_KEY)) {
      peers.put(
          peer,
          best(
              peer.title(),
              concurrency -> runs.peer(peer, topic, batch, routes, concurrency, sizes.tuneFor())));
    }
    return peers;
  }

  /** Tries each concurrency once. */
  private Way best(String name, IntFunction<PostRound> round) {
    if (sizes.concurrencies().size() == 1) {
      return new Way(sizes.concurrencies().getFirst());
    }
    int best = 0;
    double most = 0;
    for (int concurrency : sizes.concurrencies()) {
      double perSecond = round.apply(concurrency).perSecond();
      progress.accept("  %s with %,d at once: %,.0f/s".formatted(name, concurrency, perSecond));
      if (perSecond > most) {
        most = perSecond;
        best = concurrency;
      }
    }
    return new Way(best);
  }

  private void addPeer(Peer peer, Way way, String topic, EventBatch batch, Routes routes) {
    add(
        peer.title(),
        way,
        runs.peer(peer, topic, batch, routes, way.concurrency(), sizes.peerFor()));
  }

  private void add(String name, Way way, PostRound round) {
    way.rounds().add(round);
    String queued = round.queued() == 0 ? "" : ", %,d through the queue".formatted(round.queued());
    progress.accept("  %s: %,.0f/s%s".formatted(name, round.perSecond(), queued));
  }
}
