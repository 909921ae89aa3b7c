package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.Delays;
import dev.chasqui.benchmarks.measure.PostRound;
import dev.chasqui.benchmarks.measure.RelayBacklog;
import dev.chasqui.benchmarks.measure.RelayCost;
import dev.chasqui.benchmarks.measure.RelayIsolation;
import dev.chasqui.benchmarks.measure.RelayIsolation.Kind;
import dev.chasqui.benchmarks.measure.RelayThroughput.AtDelay;
import dev.chasqui.benchmarks.measure.RelayThroughput.Way;
import dev.chasqui.benchmarks.peers.Peer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The relay's figures as Markdown. */
final class RelayTable {

  private static final Map<Integer, Double> GOAL_RATIOS = Map.of(0, 0.6, 20, 0.5);
  private static final double GOAL_PEERS = 1.2;
  private static final int DELAY_OF_PEERS_GOAL = 20;
  private static final double GOAL_ISOLATION = 1.2;

  private final Markdown table = new Markdown();

  private RelayTable() {}

  /** The table, and what it was measured on. */
  static String of(RelayFigures figures) {
    RelayTable table = new RelayTable();
    if (figures.throughput() != null) {
      figures.throughput().delays().forEach(table::throughput);
    }
    if (figures.isolation() != null) {
      table.isolation(figures.isolation());
    }
    if (figures.backlog() != null) {
      table.backlog(figures.backlog());
    }
    if (figures.cost() != null) {
      figures.cost().points().forEach(table::cost);
    }
    return table.table.on(figures.machine());
  }

  private void throughput(AtDelay found) {
    String at = "endpoints of %d ms: ".formatted(found.delayMillis());
    table.row(at + "raw HTTP limit, webhooks/s", perSecond(found.raw()));
    table.row(at + "relay", perSecond(found.relay()));
    found.peers().forEach((peer, way) -> table.row(at + peer.title(), perSecond(way)));
    table.row(
        at + "**relay / raw**",
        ratio(found.relay().median() / found.raw().median(), found.ratios()),
        "≥ " + GOAL_RATIOS.get(found.delayMillis()));
    Peer best = found.bestPeer();
    Way peer = found.way(best);
    table.row(
        at + "**relay / " + best.title() + "**, the best of the others",
        ratio(found.relay().median() / peer.median(), ratios(found.relay(), peer)),
        found.delayMillis() == DELAY_OF_PEERS_GOAL ? "≥ " + GOAL_PEERS : "");
    table.row(
        at + "relay, CPU µs a webhook",
        processes(found.relay(), "relay", "postgres", "kafka", "receiver"));
    table.row(at + "raw, CPU µs a webhook", processes(found.raw(), "peers", "receiver"));
    table.row(
        at + "deliveries that went through the queue",
        "%,d".formatted(found.relay().rounds().stream().mapToLong(PostRound::queued).sum()));
    table.row(
        at + "events that the relay posted more than once",
        "%d of %,d"
            .formatted(
                found.relay().rounds().stream().mapToInt(PostRound::repeated).sum(),
                found.relay().rounds().stream().mapToInt(PostRound::received).sum()));
  }

  private static String perSecond(Way way) {
    String spread = Markdown.spread(way.perSecond(), "%,.0f");
    return way.concurrency() == 0 ? spread : spread + ", %,d at once".formatted(way.concurrency());
  }

  private static List<Double> ratios(Way one, Way other) {
    return IntStream.range(0, one.rounds().size())
        .mapToObj(i -> one.perSecond().get(i) / other.perSecond().get(i))
        .toList();
  }

  /** Of the medians, and by round in brackets. */
  private static String ratio(double ofMedians, List<Double> byRound) {
    return "%.2f (%.2f–%.2f)"
        .formatted(
            ofMedians,
            byRound.stream().mapToDouble(Double::doubleValue).min().orElse(0),
            byRound.stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  private static String processes(Way way, String... names) {
    return String.join(
        ", ",
        List.of(names).stream()
            .map(name -> "%s %.0f".formatted(name, way.cpuMicros(name)))
            .toList());
  }

  private void isolation(RelayIsolation.Figures figures) {
    table.row(
        "%d endpoints, %d events/s: produce to receipt, p50 / p99, ms"
            .formatted(figures.quiet(), figures.perSecond()),
        delays(figures, Kind.WITHOUT));
    table.row(
        "… beside one that hangs and one of 10 s, on every event", delays(figures, Kind.WITH));
    table.row("… **p99 with / without**", "%.2f".formatted(figures.ratio()), "≤ " + GOAL_ISOLATION);
    table.row("… in the first seconds of these two", delays(figures, Kind.TURNING));
    figures
        .peersWith()
        .forEach(
            (peer, with) ->
                table.row(
                    "… " + peer.title() + ", without; with these two",
                    delays(figures.peersWithout().get(peer)) + "; " + delays(with)));
  }

  private static String delays(RelayIsolation.Figures figures, Kind kind) {
    return "%,.1f / %,.1f".formatted(figures.millis(kind, 0.5), figures.millis(kind, 0.99));
  }

  private static String delays(@org.jspecify.annotations.Nullable Delays delays) {
    if (delays == null) {
      return "";
    }
    String text = "%,.1f / %,.1f".formatted(delays.millis(0.5), delays.millis(0.99));
    return delays.missing() == 0
        ? text
        : "> "
            + text
            + " (%,d of %,d never came)".formatted(delays.missing(), delays.micros().length);
  }

  private void backlog(RelayBacklog.Figures figures) {
    table.row(
        "a backlog of %,d events, drained within, s".formatted(figures.events()),
        "%.0f, of which %.0f to start; %,.0f/s"
            .formatted(
                figures.seconds(), figures.readySeconds(), figures.events() / figures.seconds()));
    table.row("… most memory of the relay meanwhile, MiB", "" + figures.mostMiB(), "bounded");
    table.row(
        "… out of order, in %,d chats of the %d subscriptions that ask for order"
            .formatted(figures.chats(), figures.ordered()),
        "" + figures.outOfOrder(),
        "0");
    table.row("… deliveries that went through the queue", "%,d".formatted(figures.queued()));
    table.row("… events that were posted more than once", "" + figures.repeated());
  }

  private void cost(RelayCost.Point point) {
    table.row(
        "%,d subscriptions: CPU µs a delivery, relay + PostgreSQL".formatted(point.subscriptions()),
        "%.0f + %.0f; %,.0f/s"
            .formatted(point.cpuMicros("relay"), point.cpuMicros("postgres"), point.perSecond()));
  }
}
