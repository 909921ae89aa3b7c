package dev.chasqui.benchmarks.report;

import dev.chasqui.benchmarks.measure.Accuracy;
import dev.chasqui.benchmarks.measure.Isolation;
import dev.chasqui.benchmarks.measure.Isolation.Kind;
import dev.chasqui.benchmarks.measure.PathRound;
import dev.chasqui.benchmarks.measure.Scaling;
import dev.chasqui.benchmarks.measure.Throughput;
import dev.chasqui.benchmarks.measure.Throughput.RawRound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The sender's figures as charts, one for each part. */
final class SenderPlot {

  private SenderPlot() {}

  static List<Chart<?, ?>> of(SenderFigures figures) {
    List<Chart<?, ?>> charts = new ArrayList<>();
    if (figures.throughput() != null) {
      charts.add(throughput(figures.throughput()));
    }
    if (figures.accuracy() != null) {
      charts.add(accuracy(figures.accuracy()));
    }
    if (figures.isolation() != null) {
      charts.add(isolation(figures.isolation()));
    }
    if (figures.scaling() != null) {
      charts.add(scaling(figures.scaling()));
    }
    return charts;
  }

  private static Chart<?, ?> throughput(Throughput.Figures figures) {
    XYChart chart = Charts.lines("Throughput, in turns", "round", "messages/s");
    chart.getStyler().setYAxisMin(0.0);
    List<Double> rawAt = IntStream.range(0, figures.raw().size()).mapToObj(i -> i + 0.5).toList();
    List<Double> pathAt = IntStream.range(0, figures.path().size()).mapToObj(i -> i + 1.0).toList();
    chart.addSeries("raw HTTP", rawAt, figures.raw().stream().map(RawRound::perSecond).toList());
    chart.addSeries(
        "whole path", pathAt, figures.path().stream().map(PathRound::perSecond).toList());
    return chart;
  }

  private static Chart<?, ?> accuracy(Accuracy.Figures figures) {
    XYChart chart = Charts.lines("Pace of each account with a backlog", "account", "messages/s");
    List<Integer> accounts = IntStream.rangeClosed(1, figures.means().size()).boxed().toList();
    chart.addSeries("most in any second", accounts, figures.highest());
    chart.addSeries("mean", accounts, figures.means());
    chart
        .addSeries("limit", accounts, accounts.stream().map(_ -> figures.limit()).toList())
        .setMarker(SeriesMarkers.NONE);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private static Chart<?, ?> isolation(Isolation.Figures figures) {
    XYChart chart = Charts.lines("Quiet accounts: produce to send", "share of messages", "ms");
    chart.getStyler().setYAxisLogarithmic(true);
    double[] shares = IntStream.rangeClosed(1, 999).mapToDouble(i -> i / 1_000.0).toArray();
    for (Kind kind : Kind.values()) {
      double[] millis =
          IntStream.rangeClosed(1, 999)
              .mapToDouble(i -> figures.millis(kind, i / 1_000.0))
              .toArray();
      chart.addSeries(name(kind), shares, millis).setMarker(SeriesMarkers.NONE);
    }
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    return chart;
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case WITHOUT -> "alone";
      case WITH -> "beside a backlog";
      case ARRIVING -> "while that arrives";
    };
  }

  private static Chart<?, ?> scaling(Scaling.Figures figures) {
    CategoryChart chart = Charts.bars("Throughput of the path", "messages/s");
    chart.addSeries(
        "path",
        figures.points().stream()
            .map(
                it ->
                    String.format(Locale.ROOT, "%,d acc., %d inst.", it.accounts(), it.instances()))
            .toList(),
        figures.points().stream().map(Scaling.Point::perSecond).toList());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisLabelRotation(20);
    return chart;
  }
}
