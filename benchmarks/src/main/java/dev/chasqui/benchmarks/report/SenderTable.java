package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.Accuracy;
import dev.chasqui.benchmarks.measure.Isolation;
import dev.chasqui.benchmarks.measure.Isolation.Kind;
import dev.chasqui.benchmarks.measure.PathRound;
import dev.chasqui.benchmarks.measure.Scaling;
import dev.chasqui.benchmarks.measure.Stats;
import dev.chasqui.benchmarks.measure.Throughput;
import dev.chasqui.benchmarks.measure.Throughput.RawRound;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sender's figures as Markdown. */
final class SenderTable {

  private static final double GOAL_RATIO = 0.45;
  private static final double GOAL_MEAN = 0.97;
  private static final double GOAL_ISOLATION = 1.2;

  private final Markdown table = new Markdown();

  private SenderTable() {}

  /** The table, and what it was measured on. */
  static String of(SenderFigures figures) {
    SenderTable table = new SenderTable();
    if (figures.throughput() != null) {
      table.throughput(figures.throughput());
    }
    if (figures.accuracy() != null) {
      table.accuracy(figures.accuracy());
    }
    if (figures.isolation() != null) {
      table.isolation(figures.isolation());
    }
    if (figures.scaling() != null) {
      table.scaling(figures.scaling());
    }
    return table.table.on(figures.machine());
  }

  private void throughput(Throughput.Figures figures) {
    List<Double> raw = figures.raw().stream().map(RawRound::perSecond).toList();
    List<Double> path = figures.path().stream().map(PathRound::perSecond).toList();
    table.row("raw HTTP limit, messages/s", Markdown.spread(raw, "%,.0f"), "");
    table.row("whole path, messages/s", Markdown.spread(path, "%,.0f"), "");
    table.row("**path / raw**", Markdown.spread(figures.ratios(), "%.2f"), "≥ " + GOAL_RATIO);
    table.row(
        "commands with exactly one final result, received once",
        "all of %,d; %d ended as not sent"
            .formatted(
                figures.commands() * figures.path().size(),
                figures.path().stream().mapToInt(PathRound::notSent).sum()),
        "all");
    cost("raw", figures, figures.raw().stream().map(RawRound::cpuSeconds).toList());
    cost("path", figures, figures.path().stream().map(PathRound::cpuSeconds).toList());
    table.row("memory of the sender, MiB", "" + memory(figures.path().getLast()), "");
  }

  private void cost(String what, Throughput.Figures figures, List<Map<String, Double>> rounds) {
    double each = figures.commands() / 100_000.0;
    List<String> processes =
        rounds.getFirst().keySet().stream()
            .map(name -> "%s %.1f".formatted(name, median(rounds, name) / each))
            .toList();
    double all = rounds.getFirst().keySet().stream().mapToDouble(it -> median(rounds, it)).sum();
    table.row(
        "%s, CPU s per 100,000 messages".formatted(what),
        "%.1f: %s".formatted(all / each, String.join(", ", processes)),
        "");
  }

  private static double median(List<Map<String, Double>> rounds, String process) {
    return Stats.median(rounds.stream().map(it -> it.getOrDefault(process, 0.0)).toList());
  }

  private static long memory(PathRound round) {
    return round.residentMiB().entrySet().stream()
        .filter(it -> it.getKey().startsWith("sender"))
        .mapToLong(it -> it.getValue())
        .max()
        .orElse(0);
  }

  private void accuracy(Accuracy.Figures figures) {
    table.row(
        "most messages of an account within any second",
        "%d; by account %d–%d"
            .formatted(
                figures.highestOfAll(),
                Collections.min(figures.highest()),
                Collections.max(figures.highest())),
        "≤ " + figures.limit());
    table.row(
        "mean rate of an account / its bucket's",
        "%.3f; by account %.3f–%.3f"
            .formatted(
                figures.mean() / figures.pacePerSecond(),
                Collections.min(figures.means()) / figures.pacePerSecond(),
                Collections.max(figures.means()) / figures.pacePerSecond()),
        "≥ " + GOAL_MEAN);
  }

  private void isolation(Isolation.Figures figures) {
    table.row("quiet accounts, produce to send: p50 / p99, ms", delays(figures, Kind.WITHOUT), "");
    table.row(
        "… with a throttled account's backlog of %,d".formatted(figures.backlog()),
        delays(figures, Kind.WITH),
        "");
    table.row("… **p99 with / without**", "%.2f".formatted(figures.ratio()), "≤ " + GOAL_ISOLATION);
    table.row("… while that backlog is produced", delays(figures, Kind.ARRIVING), "");
  }

  private static String delays(Isolation.Figures figures, Kind kind) {
    return "%.1f / %.1f".formatted(figures.millis(kind, 0.5), figures.millis(kind, 0.99));
  }

  private void scaling(Scaling.Figures figures) {
    for (Scaling.Point point : figures.points()) {
      String rounds =
          point.rounds().stream()
              .map(it -> "%,.0f".formatted(it.perSecond()))
              .collect(Collectors.joining(", "));
      table.row(
          "path with %d instance%s, %,d accounts, messages/s"
              .formatted(point.instances(), point.instances() == 1 ? "" : "s", point.accounts()),
          "%,.0f (%s)".formatted(point.perSecond(), rounds),
          "");
    }
  }
}
