package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.HistoryIngest;
import dev.chasqui.benchmarks.measure.HistoryIngest.Round;
import dev.chasqui.benchmarks.measure.HistoryReads;
import dev.chasqui.benchmarks.measure.Stats;
import java.util.List;

/** The history's figures as Markdown. */
final class HistoryTable {

  private static final String GOAL_INGEST = "≥ 5,000";
  private static final String GOAL_READS = "p99 ≤ 20";

  private final Markdown table = new Markdown();

  private HistoryTable() {}

  /** The table, and what it was measured on. */
  static String of(HistoryFigures figures) {
    HistoryTable table = new HistoryTable();
    if (figures.ingest() != null) {
      table.ingest(figures, figures.ingest());
    }
    if (figures.reads() != null) {
      table.reads(figures, figures.reads());
    }
    return table.table.on(figures.machine());
  }

  private void ingest(HistoryFigures figures, HistoryIngest.Figures found) {
    table.row(
        "**empty tables: %,d messages in %,d chats from the topics, messages/s**"
            .formatted(figures.messages(), figures.chats()),
        "%,.0f, in %.0f s".formatted(found.fill().perSecond(), found.fill().seconds()),
        GOAL_INGEST);
    cost("…", List.of(found.fill()));
    table.row(
        "**on top of these: messages/s**",
        Markdown.spread(found.messages().stream().map(Round::perSecond).toList(), "%,.0f"),
        GOAL_INGEST);
    cost("…", found.messages());
    table.row(
        "statuses of messages that are there, statuses/s",
        Markdown.spread(found.statuses().stream().map(Round::perSecond).toList(), "%,.0f"));
    cost("…", found.statuses());
  }

  private void cost(String what, List<Round> rounds) {
    table.row(
        what + " CPU µs of each: service, PostgreSQL, Kafka",
        "%.0f, %.0f, %.0f"
            .formatted(
                micros(rounds, "inbound"), micros(rounds, "postgres"), micros(rounds, "kafka")));
  }

  private static double micros(List<Round> rounds, String process) {
    return Stats.median(rounds.stream().map(round -> round.cpuMicros(process)).toList());
  }

  private void reads(HistoryFigures figures, HistoryReads.Figures found) {
    for (HistoryReads.Pages pages : found.pages()) {
      table.row(
          "**%s**, %d clients%s: p50 / p99, ms"
              .formatted(
                  pages.kind().title(),
                  found.clients(),
                  pages.beside()
                      ? ", while %d messages/s come in".formatted(found.besidePerSecond())
                      : ""),
          "%.1f / %.1f".formatted(pages.millis(0.5), pages.millis(0.99)),
          pages.beside() ? "" : GOAL_READS);
    }
    table.row(
        "messages and chats meanwhile",
        "%,d in %,d".formatted(figures.messages(), figures.chats()));
  }
}
