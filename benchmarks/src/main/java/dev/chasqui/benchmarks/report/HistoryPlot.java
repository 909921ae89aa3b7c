package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.HistoryIngest;
import dev.chasqui.benchmarks.measure.HistoryIngest.Round;
import dev.chasqui.benchmarks.measure.HistoryReads;
import dev.chasqui.benchmarks.measure.Stats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The history's figures as charts, one for each part. */
final class HistoryPlot {

  private HistoryPlot() {}

  static List<Chart<?, ?>> of(HistoryFigures figures) {
    List<Chart<?, ?>> charts = new ArrayList<>();
    if (figures.ingest() != null) {
      charts.add(ingest(figures.ingest()));
    }
    if (figures.reads() != null) {
      charts.add(reads(figures.reads()));
    }
    return charts;
  }

  private static Chart<?, ?> ingest(HistoryIngest.Figures figures) {
    CategoryChart chart = Charts.bars("From the topics into the history", "records/s");
    chart.addSeries(
        "median",
        List.of("empty tables", "messages on top", "statuses"),
        List.of(
            figures.fill().perSecond(), median(figures.messages()), median(figures.statuses())));
    chart.getStyler().setLegendVisible(false);
    return chart;
  }

  private static double median(List<Round> rounds) {
    return Stats.median(rounds.stream().map(Round::perSecond).toList());
  }

  private static Chart<?, ?> reads(HistoryReads.Figures figures) {
    XYChart chart = Charts.lines("Pages over HTTP, nothing written", "share of pages", "ms");
    chart.getStyler().setYAxisLogarithmic(true);
    List<Double> shares = IntStream.rangeClosed(1, 999).mapToObj(i -> i / 1_000.0).toList();
    figures.pages().stream()
        .filter(pages -> !pages.beside())
        .forEach(
            pages ->
                chart
                    .addSeries(
                        pages.kind().title(), shares, shares.stream().map(pages::millis).toList())
                    .setMarker(SeriesMarkers.NONE));
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    return chart;
  }
}
