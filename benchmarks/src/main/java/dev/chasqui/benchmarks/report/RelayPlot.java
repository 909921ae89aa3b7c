package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.RelayBacklog;
import dev.chasqui.benchmarks.measure.RelayCost;
import dev.chasqui.benchmarks.measure.RelayIsolation;
import dev.chasqui.benchmarks.measure.RelayIsolation.Kind;
import dev.chasqui.benchmarks.measure.RelayThroughput;
import dev.chasqui.benchmarks.measure.RelayThroughput.AtDelay;
import dev.chasqui.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The relay's figures as charts, one for each part. */
final class RelayPlot {

  private RelayPlot() {}

  static List<Chart<?, ?>> of(RelayFigures figures) {
    List<Chart<?, ?>> charts = new ArrayList<>();
    if (figures.throughput() != null) {
      charts.add(throughput(figures.throughput()));
    }
    if (figures.isolation() != null) {
      charts.add(isolation(figures.isolation()));
    }
    if (figures.backlog() != null) {
      charts.add(backlog(figures.backlog()));
    }
    if (figures.cost() != null) {
      charts.add(cost(figures.cost()));
    }
    return charts;
  }

  private static Chart<?, ?> throughput(RelayThroughput.Figures figures) {
    CategoryChart chart = Charts.bars("Throughput to 64 endpoints", "webhooks/s");
    List<String> delays =
        figures.delays().stream()
            .map(it -> "endpoints of %d ms".formatted(it.delayMillis()))
            .toList();
    chart.addSeries("raw HTTP", delays, medians(figures, it -> it.raw().median()));
    chart.addSeries("relay", delays, medians(figures, it -> it.relay().median()));
    for (Peer peer : Peer.values()) {
      chart.addSeries(peer.title(), delays, medians(figures, it -> it.way(peer).median()));
    }
    Charts.legendBelow(chart);
    return chart;
  }

  private static List<Double> medians(
      RelayThroughput.Figures figures, ToDoubleFunction<AtDelay> median) {
    return figures.delays().stream().map(median::applyAsDouble).toList();
  }

  private static Chart<?, ?> isolation(RelayIsolation.Figures figures) {
    XYChart chart = Charts.lines("Event to receipt, endpoints that work", "share of events", "ms");
    chart.getStyler().setYAxisLogarithmic(true);
    List<Double> shares = IntStream.rangeClosed(1, 999).mapToObj(i -> i / 1_000.0).toList();
    line(chart, "relay, alone", shares, it -> figures.millis(Kind.WITHOUT, it));
    line(chart, "relay, beside bad ones", shares, it -> figures.millis(Kind.WITH, it));
    figures
        .peersWith()
        .forEach((peer, delays) -> line(chart, peer.title() + ", too", shares, delays::millis));
    Charts.legendBelow(chart);
    return chart;
  }

  private static void line(
      XYChart chart, String name, List<Double> shares, ToDoubleFunction<Double> millis) {
    chart
        .addSeries(name, shares, shares.stream().map(millis::applyAsDouble).toList())
        .setMarker(SeriesMarkers.NONE);
  }

  private static Chart<?, ?> backlog(RelayBacklog.Figures figures) {
    XYChart chart = Charts.lines("A backlog after an outage", "s", "thousand events; MiB");
    List<Double> seconds = figures.looks().stream().map(RelayBacklog.Look::seconds).toList();
    chart
        .addSeries(
            "thousand events received",
            seconds,
            figures.looks().stream().map(it -> it.received() / 1_000.0).toList())
        .setMarker(SeriesMarkers.NONE);
    chart
        .addSeries(
            "memory of the relay, MiB",
            seconds,
            figures.looks().stream().map(RelayBacklog.Look::relayMiB).toList())
        .setMarker(SeriesMarkers.NONE);
    return chart;
  }

  private static Chart<?, ?> cost(RelayCost.Figures figures) {
    CategoryChart chart = Charts.bars("Processor time of a delivery, by subscriptions", "µs");
    List<String> counts =
        figures.points().stream()
            .map(it -> String.format(Locale.ROOT, "%,d", it.subscriptions()))
            .toList();
    for (String process : List.of("relay", "postgres")) {
      chart.addSeries(
          process, counts, figures.points().stream().map(it -> it.cpuMicros(process)).toList());
    }
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    return chart;
  }
}
